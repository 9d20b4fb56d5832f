"""Listening: a topic asks a question, people state what they think and vote on what others stated.

Secrecy shapes these tables. Who a voter is cannot be read from them, also not by whoever holds the database:

* a voter's id is an HMAC of a random cookie under the topic's secret; the secret is deleted once the topic is sealed,
  and from then on no cookie leads to a ballot any more;
* `Voter` and `Vote` have no timestamps, no running numbers and no time-ordered ids (a UUIDv7 tells its millisecond, a
  serial its place in the queue): their keys are the voter's id itself. The order in which the database laid the rows
  down is wiped as well: sealing writes them anew in the order of their ids;
* a statement knows its network's door but never its voter, and a receipt knows its statement only.

The law in full, and what is published when: `docs/listen.md`.
"""

from .facilitation import Bundle, Fate, KeptApart, Rendering, Theme, VoiceCount
from .hall import HandCount
from .maps import OpinionMap, WholeMap
from .statements import Reason, Receipt, Statement
from .topics import Door, Topic, TopicSecret
from .votes import Seal, Tally, Value, Vote, Voter

__all__ = [
    "Bundle",
    "Door",
    "Fate",
    "HandCount",
    "KeptApart",
    "OpinionMap",
    "Reason",
    "Receipt",
    "Rendering",
    "Seal",
    "Statement",
    "Tally",
    "Theme",
    "Topic",
    "TopicSecret",
    "Value",
    "VoiceCount",
    "Vote",
    "Voter",
    "WholeMap",
]
