"""Reading topics, statements and what is published of the votes. The programme, or a row that carries it, comes first.

Nothing here gives out a live count: numbers of votes leave this room as `tally.Published` only.
"""

from .anomalies import Anomalies, anomalies, ballots_of
from .ballot import Slip, answers_of, ballot, door_in_memory, in_own_order, voter_of
from .hall import hall, hands_of, on_sheet, sheets_of
from .line import line_summary
from .moderation import Moderated, by_receipt, moderated, moderated_of, moderation_queue
from .people import TookPart, assisted_so_far, count_by_network, took_part
from .routing import in_order
from .seeds import Line, pasted
from .standings import (
    ORDERS,
    Column,
    Standing,
    columns,
    in_words,
    published,
    ranked,
    shown,
    standings,
    statement,
    statements,
)
from .topics import DECLARED, OVER, door, doors, is_open, open_topics, topic, topics
from .waiting import waiting

__all__ = [
    "DECLARED",
    "ORDERS",
    "OVER",
    "Anomalies",
    "Column",
    "Line",
    "Moderated",
    "Slip",
    "Standing",
    "TookPart",
    "anomalies",
    "answers_of",
    "assisted_so_far",
    "ballot",
    "ballots_of",
    "by_receipt",
    "columns",
    "count_by_network",
    "door",
    "door_in_memory",
    "doors",
    "hall",
    "hands_of",
    "in_order",
    "in_own_order",
    "in_words",
    "is_open",
    "line_summary",
    "moderated",
    "moderated_of",
    "moderation_queue",
    "on_sheet",
    "open_topics",
    "pasted",
    "published",
    "ranked",
    "sheets_of",
    "shown",
    "standings",
    "statement",
    "statements",
    "took_part",
    "topic",
    "topics",
    "voter_of",
    "waiting",
]
