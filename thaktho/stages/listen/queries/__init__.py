"""Reading topics, statements and what is published of the votes. The programme, or a row that carries it, comes first.

Nothing here gives out a live count: numbers of votes leave this room as `tally.Published` only.
"""

from .anomalies import Anomalies, anomalies, ballots_of, compare_anew
from .balance import BANDS, Balance, balance, band_name
from .ballot import Slip, answers_of, ballot, door_in_memory, doors_in_memory, in_own_order, voter_of
from .hall import hall, hands_of, on_sheet, sheets_of
from .likeness import Proposal, bundles, company, kept_apart, near, proposals, stated, together
from .line import line_summary
from .log import Decision, counted, decisions, logged
from .maps import (
    SECTIONS,
    Finding,
    Findings,
    final_map,
    findings,
    last_check,
    map_under_way,
    newest_map,
    newest_number,
    open_figures,
    own_spot,
    shown_lines,
    whole_json,
)
from .moderation import Moderated, by_receipt, moderated, moderated_of, moderation_queue
from .people import TookPart, assisted_so_far, count_by_network, took_part
from .renderings import clip, rendered, renderings
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
    shown_sums,
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
    "SECTIONS",
    "Anomalies",
    "Balance",
    "Column",
    "Decision",
    "Finding",
    "Findings",
    "Line",
    "Moderated",
    "Proposal",
    "Slip",
    "Standing",
    "TookPart",
    "anomalies",
    "answers_of",
    "assisted_so_far",
    "balance",
    "ballot",
    "ballots_of",
    "band_name",
    "bundles",
    "by_receipt",
    "clip",
    "columns",
    "company",
    "compare_anew",
    "count_by_network",
    "counted",
    "decisions",
    "door",
    "door_in_memory",
    "doors",
    "doors_in_memory",
    "final_map",
    "findings",
    "hall",
    "hands_of",
    "in_order",
    "in_own_order",
    "in_words",
    "is_open",
    "kept_apart",
    "last_check",
    "likely_themes",
    "line_summary",
    "logged",
    "map_under_way",
    "moderated",
    "moderated_of",
    "moderation_queue",
    "near",
    "newest_map",
    "newest_number",
    "on_sheet",
    "open_figures",
    "open_topics",
    "own_spot",
    "pasted",
    "proposals",
    "published",
    "ranked",
    "rendered",
    "renderings",
    "sheets_of",
    "shown",
    "shown_lines",
    "shown_sums",
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
    "whole_json",
]
