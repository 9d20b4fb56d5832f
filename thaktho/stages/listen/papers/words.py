"""How a result is said on paper."""

from __future__ import annotations

from django.utils.translation import gettext

from thaktho.ground.thread.registry import Knot, kind

from ..queries.fates import Answer
from ..queries.standings import Column, Standing
from ..tally import Figure


def own(standing: Standing, network_id: object) -> str:
    """What the network itself answered: 6–7 จาก 7 คนในเครือข่ายท่านเห็นด้วย."""
    found = next((f for c, f in standing.cells if c.network and c.network.pk == network_id), None)
    if found is None:
        return gettext("ในเครือข่ายท่าน ผู้ตอบไม่ถึง 5 คน จึงไม่แสดงผล")
    low, high = f"{found.agree.low:,}", f"{found.agree.high:,}"
    many = low if found.agree.exact else f"{low}–{high}"
    return gettext("%(many)s จาก %(n)s คนในเครือข่ายท่านเห็นด้วย") % {"many": many, "n": f"{found.n:,}"}


def whole(standing: Standing) -> str:
    if not standing.words:
        return gettext("รวมทุกเครือข่าย ผู้ตอบไม่ถึง 5 คน จึงไม่แสดงผล")
    return gettext("รวมทุกเครือข่ายที่เปิดผล %(words)s") % {"words": standing.words}


def share(figure: Figure | None) -> str:
    """ร้อยละ (คน): 80–100 (7)."""
    if figure is None:
        return "–"
    low, high = 100 * figure.agree.low // figure.n, 100 * figure.agree.high // figure.n
    percent = str(figure.percent) if figure.agree.exact else str(low) if low == high else f"{low}–{high}"
    return f"{percent} ({figure.n:,})"


def names(columns: tuple[Column, ...]) -> str:
    return " ".join(column.short_name for column in columns)


def made(answer: Answer) -> str:
    """What was made of a statement, along the thread as anybody may see it."""
    return "\n".join(_knot(knot, answer.statement.text) for knot in answer.knots)


def _knot(knot: Knot, text: str) -> str:
    known = kind(knot.kind)
    label = str(known.label) if known else ""
    if knot.title == text:  # a need in the statement's own words: its figure stands beside it already
        return (
            f"เก็บเป็น{label}" if knot.kind == "plan.need" else " · ".join(filter(None, [label, *_more(knot)]))
        )
    return " · ".join(filter(None, [f"{label}: {knot.title}", *_more(knot)]))


def _more(knot: Knot) -> list[str]:
    return [knot.network_name, f"ผู้รับผิดชอบ {knot.who}" if knot.who else "", knot.meta]


def became(answer: Answer) -> str:
    """The answer to whoever said it: what was done, or why not; that there is none yet is said too."""
    begun = "อยู่ในแผนแล้ว คณะทำงานยังไม่ได้เขียนคำตอบ" if answer.knots else "ยังไม่ได้ตอบ"
    lines = [answer.words or begun]
    if answer.joined and answer.last is not None:
        lines.append(f"ข้อที่รวมไป: {answer.last.get_kind_display()} {answer.last.words}".strip())
    lines += [made(answer)]
    if answer.led_to.hidden:
        lines.append("มีร่างที่ยังไม่เปิดเผย" if not answer.knots else "และมีร่างที่ยังไม่เปิดเผยอีก")
    return "\n".join(line for line in lines if line)
