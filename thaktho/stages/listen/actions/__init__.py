"""The only writer of this room: one module a noun, one function a verb."""

from .fates import CannotBe, Verdict, decide, moment, take_back
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
    "moment",
    "open_topic",
    "propose",
    "renew_secret",
    "seal_topic",
    "seed",
    "seed_all",
    "show",
    "take_back",
    "type_statement",
]
