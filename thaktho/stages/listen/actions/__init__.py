"""The only writer of this room: one module a noun, one function a verb."""

from .fates import CannotBe, Verdict, decide, moment, take_back
from .mapping import ask_check, ask_map, make_map, maps_due, take_votes
from .sealing import close_topic, destroy_secret, forget, renew_secret, seal_topic
from .statements import Already, TooMany, hide, propose, seed, seed_all, show, type_statement
from .topics import NothingToAnswer, add_topic, edit_topic, ensure_doors, open_topic
from .voting import AlreadyCast, NotOpen, cast_ballot, cast_vote, find_voter

__all__ = [
    "Already",
    "AlreadyCast",
    "CannotBe",
    "NotOpen",
    "NothingToAnswer",
    "TooMany",
    "Verdict",
    "add_topic",
    "ask_check",
    "ask_map",
    "cast_ballot",
    "cast_vote",
    "close_topic",
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
    "propose",
    "renew_secret",
    "seal_topic",
    "seed",
    "seed_all",
    "show",
    "take_back",
    "take_votes",
    "type_statement",
]
