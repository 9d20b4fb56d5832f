"""Reading topics, statements and what is published of the votes. The programme, or a row that carries it, comes first.

Nothing here gives out a live count: numbers of votes leave this room as `tally.Published` only.
"""

from .balance import BANDS, Balance, balance, band_name
from .ballot import Slip, answers_of, ballot, door_in_memory, in_own_order, voter_of
from .likeness import Proposal, bundles, company, kept_apart, near, proposals, stated, together
from .line import line_summary
from .log import Decision, counted, decisions, logged
from .moderation import Moderated, by_receipt, moderated, moderated_of, moderation_queue
from .people import TookPart, assisted_so_far, count_by_network, took_part
from .renderings import clip, rendered, renderings
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
from .themes import likely_themes, theme_of, themes, to_sort, under
from .topics import DECLARED, OVER, door, doors, is_open, open_topics, topic, topics
from .waiting import waiting

__all__ = [
    "BANDS",
    "DECLARED",
    "ORDERS",
    "OVER",
    "Balance",
    "Column",
    "Decision",
    "Line",
    "Moderated",
    "Proposal",
    "Slip",
    "Standing",
    "TookPart",
    "answers_of",
    "assisted_so_far",
    "balance",
    "ballot",
    "band_name",
    "bundles",
    "by_receipt",
    "clip",
    "columns",
    "company",
    "count_by_network",
    "counted",
    "decisions",
    "door",
    "door_in_memory",
    "doors",
    "in_own_order",
    "in_words",
    "is_open",
    "kept_apart",
    "likely_themes",
    "line_summary",
    "logged",
    "moderated",
    "moderated_of",
    "moderation_queue",
    "near",
    "open_topics",
    "pasted",
    "proposals",
    "published",
    "ranked",
    "rendered",
    "renderings",
    "shown",
    "standings",
    "stated",
    "statement",
    "statements",
    "theme_of",
    "themes",
    "to_sort",
    "together",
    "took_part",
    "topic",
    "topics",
    "under",
    "voter_of",
    "waiting",
]
