"""The only writer of this room: one module a noun, one function a verb."""

from .aside import NothingThere, set_aside, take_back
from .fates import CannotBe, Verdict, decide, moment, undo_fates
from .hands import TooManyHands, count_hands
from .mapping import ask_check, ask_map, make_map, maps_due, take_votes
from .sealing import close_topic, destroy_secret, forget, renew_secret, seal_topic
from .sheets import NoSuchSheet, TooManySheets, TypedIn, print_sheets, type_sheet, voter_of_sheet
from .statements import Already, TooMany, hide, propose, seed, seed_all, show, type_statement
from .topics import MOST_IN_HALL, HallFull, NothingToAnswer, add_topic, edit_topic, ensure_doors, open_topic
from .voting import AlreadyCast, NeedsSheet, NotOpen, cast_ballot, cast_vote, find_voter, topic_key

__all__ = [
    "MOST_IN_HALL",
    "Already",
    "AlreadyCast",
    "CannotBe",
    "HallFull",
    "NeedsSheet",
    "NoSuchSheet",
    "NotOpen",
    "NothingThere",
    "NothingToAnswer",
    "TooMany",
    "TooManyHands",
    "TooManySheets",
    "TypedIn",
    "Verdict",
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
    "make_map",
    "maps_due",
    "moment",
    "open_topic",
    "print_sheets",
    "propose",
    "renew_secret",
    "seal_topic",
    "seed",
    "seed_all",
    "set_aside",
    "show",
    "take_back",
    "take_votes",
    "topic_key",
    "type_sheet",
    "type_statement",
    "undo_fates",
    "voter_of_sheet",
]
