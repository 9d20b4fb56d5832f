"""The only writer of this room: one module a noun, one function a verb."""

from .aside import NothingThere, set_aside, take_back
from .bundles import FoundDifferent, keep_apart, may_undo, show_together, take_out, undo_answer
from .fates import CannotBe, Verdict, decide, moment, undo_fates
from .hands import TooManyHands, count_hands
from .mapping import ask_check, ask_map, make_map, maps_due, take_votes
from .renderings import NothingSaid, NotRendered, Recording, remove_rendering, render_statement
from .sealing import close_topic, destroy_secret, forget, renew_secret, seal_topic
from .sheets import NoSuchSheet, TooManySheets, TypedIn, print_sheets, type_sheet, voter_of_sheet
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
from .topics import (
    MOST_IN_HALL,
    HallFull,
    NothingToAnswer,
    add_topic,
    edit_topic,
    ensure_doors,
    open_topic,
    places_left,
)
from .voices import tell_voice
from .voting import AlreadyCast, NeedsSheet, NotOpen, cast_ballot, cast_vote, find_voter, topic_key

__all__ = [
    "MOST_IN_HALL",
    "Already",
    "AlreadyCast",
    "CannotBe",
    "FoundDifferent",
    "HallFull",
    "NeedsSheet",
    "NoSuchSheet",
    "NotOpen",
    "NotRendered",
    "NothingSaid",
    "NothingThere",
    "NothingToAnswer",
    "Recording",
    "ThemeTaken",
    "TooMany",
    "TooManyHands",
    "TooManySheets",
    "TooManyThemes",
    "TypedIn",
    "Verdict",
    "add_theme",
    "add_topic",
    "ask_check",
    "ask_map",
    "cast_ballot",
    "cast_vote",
    "close_topic",
    "count_hands",
    "decide",
    "destroy_secret",
    "edit_topic",
    "ensure_doors",
    "find_voter",
    "forget",
    "hide",
    "keep_apart",
    "make_map",
    "maps_due",
    "may_undo",
    "moment",
    "move_theme",
    "open_topic",
    "places_left",
    "print_sheets",
    "propose",
    "remove_rendering",
    "remove_theme",
    "rename_theme",
    "render_statement",
    "renew_secret",
    "seal_topic",
    "seed",
    "seed_all",
    "set_aside",
    "show",
    "show_together",
    "sort_into",
    "take_back",
    "take_out",
    "take_votes",
    "tell_voice",
    "topic_key",
    "type_sheet",
    "type_statement",
    "undo_answer",
    "undo_fates",
    "voter_of_sheet",
]
