"""The only writer of this chamber, a module for each matter."""

from .delegates import appoint, change_delegate, end_delegate, nominate, renew_entry, replace
from .inner import speak_inside
from .resolutions import (
    cancel_resolution,
    close_resolution,
    draft_resolution,
    edit_resolution,
    lock_resolution,
    open_resolution,
    publish_resolution,
    stop_and_publish,
    unlock_resolution,
)
from .rounds import close_round, draft_round, drop_round, open_round, publish_round, record_dissent
from .rulebook import edit_rulebook
from .stances import tell
from .voting import Cast, cast

__all__ = [
    "Cast",
    "appoint",
    "cancel_resolution",
    "cast",
    "change_delegate",
    "close_resolution",
    "close_round",
    "draft_resolution",
    "draft_round",
    "drop_round",
    "edit_resolution",
    "edit_rulebook",
    "end_delegate",
    "lock_resolution",
    "nominate",
    "open_resolution",
    "open_round",
    "publish_resolution",
    "publish_round",
    "record_dissent",
    "renew_entry",
    "replace",
    "speak_inside",
    "stop_and_publish",
    "tell",
    "unlock_resolution",
]
