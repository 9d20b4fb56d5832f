"""The only writer of this room: one module a noun, one function a verb."""

from .bundles import FoundDifferent, keep_apart, may_undo, show_together, take_out, undo_answer
from .renderings import NothingSaid, Recording, remove_rendering, render_statement
from .sealing import close_topic, destroy_secret, forget, renew_secret, seal_topic
from .statements import Already, TooMany, hide, propose, seed, seed_all, show, type_statement
from .themes import (
    ThemeTaken,
    TooManyThemes,
    add_theme,
    move_theme,
    remove_theme,
    rename_theme,
    sort_into,
)
from .topics import NothingToAnswer, add_topic, edit_topic, ensure_doors, open_topic
from .voices import tell_voice
from .voting import AlreadyCast, NotOpen, cast_ballot, cast_vote, find_voter

__all__ = [
    "Already",
    "AlreadyCast",
    "FoundDifferent",
    "NotOpen",
    "NothingSaid",
    "NothingToAnswer",
    "Recording",
    "ThemeTaken",
    "TooMany",
    "TooManyThemes",
    "add_theme",
    "add_topic",
    "cast_ballot",
    "cast_vote",
    "close_topic",
    "destroy_secret",
    "edit_topic",
    "ensure_doors",
    "find_voter",
    "forget",
    "hide",
    "keep_apart",
    "may_undo",
    "move_theme",
    "open_topic",
    "propose",
    "remove_rendering",
    "remove_theme",
    "rename_theme",
    "render_statement",
    "renew_secret",
    "seal_topic",
    "seed",
    "seed_all",
    "show",
    "show_together",
    "sort_into",
    "take_out",
    "tell_voice",
    "type_statement",
    "undo_answer",
]
