"""Why a proposal is made, and why a lack got nothing, in plain Thai."""

from __future__ import annotations

from functools import lru_cache

from thaktho.engines.weave.collaborate.types import (
    Closeness,
    Kind,
    Lack,
    Offer,
    Reason,
    Subject,
    Timing,
    Unmet,
)

KIND_TH: dict[Kind, str] = {
    "moral": "ทุนด้านคุณธรรม",
    "social": "ทุนทางสังคม",
    "cultural": "ทุนทางวัฒนธรรม",
    "human": "บุคลากรหรืออาสาสมัคร",
    "tool": "เครื่องมือหรือองค์ความรู้",
    "action": "ขั้นตอนการดำเนินงาน",
    "place": "สถานที่จัดงาน",
    "time": "กิจกรรมที่จะจัดร่วมกัน",
}
_PLACE_TH: dict[Closeness, str] = {"tambon": "อยู่ตำบลเดียวกัน", "amphoe": "อยู่อำเภอเดียวกัน", "province": "อยู่จังหวัดเดียวกัน",
                                   "elsewhere": "อยู่ต่างจังหวัด", "unknown": "ยังไม่ทราบว่าอยู่ใกล้กันหรือไม่"}  # fmt: skip


def reasons(lack: Lack, offer: Offer, subject: Subject, place: Closeness, time: Timing) -> tuple[Reason, ...]:
    """What is lent, why it suits, how near, when, and how much of it there is."""
    return tuple(
        r for r in (_gives(lack, offer), _subject(lack, offer, subject), _place(lack, offer, place), _time(lack, offer, time), _capacity(offer)) if r
    )  # fmt: skip


def _gives(lack: Lack, offer: Offer) -> Reason:
    holder = f" ของ{offer.organisation}" if offer.organisation else ""
    return Reason(
        "gives",
        f"{_lacking(lack)} อีกเครือข่าย{_HAS.get(lack.kind, 'มี')}: {offer.text}{holder}",
        tuple(w for w in (offer.text, offer.organisation) if w),
    )


_HAS: dict[Kind, str] = {"action": "ดำเนินการอยู่", "time": "มีกำหนดจัด"}


def _lacking(lack: Lack) -> str:
    """What the row goes without: as its network said, or as the row itself shows."""
    if lack.stated:
        return f"เครือข่ายแจ้งว่ายังขาด{KIND_TH[lack.kind]}"
    if lack.kind == "time":
        return "กิจกรรมนี้ยังไม่กำหนดวัน"
    return f"กิจกรรมนี้ยังไม่มี{KIND_TH[lack.kind]}"


def _subject(lack: Lack, offer: Offer, subject: Subject) -> Reason | None:
    if subject == "open":
        return Reason("subject", "ใช้ได้กับกิจกรรมทุกเรื่อง") if not offer.topics or lack.kind == "place" else None
    from thaktho.engines.weave.collaborate.fit import broader

    shared = lack.topics & offer.topics if subject == "same" else broader(lack.topics) & broader(offer.topics)
    names = ", ".join(_topic(t) for t in sorted(shared))
    lead = "เรื่องเดียวกัน" if subject == "same" else "เรื่องใกล้กัน"
    return Reason("subject", f"{lead}: {names}", _words(shared, lack.text, offer.text))


def _place(lack: Lack, offer: Offer, place: Closeness) -> Reason:
    from thaktho.engines.weave.collaborate.fit import closeness

    size = {"tambon": 6, "amphoe": 4, "province": 2}.get(place, 0)
    shared = (
        sorted({a[:size] for a in lack.areas for b in offer.areas if closeness((a,), (b,)) == place})
        if size
        else []
    )
    names = tuple(_area(code) for code in shared)
    return Reason("place", f"{_PLACE_TH[place]}{': ' if names else ''}{', '.join(names)}", names)


def _time(lack: Lack, offer: Offer, time: Timing) -> Reason | None:
    from thaktho.engines.weave import times
    from thaktho.engines.weave.collaborate.fit import window

    if lack.kind == "time" and lack.start is None and offer.start is not None:
        said = times.words(window(offer))
        return Reason("time", f"กำหนดจัดในช่วง {said}", (said,))
    if time != "overlap" or lack.start is None or offer.start is None:
        return None
    (a, b), (c, d) = window(lack), window(offer)
    said = times.words((max(a, c), min(b, d)))
    return Reason("time", f"ช่วงเวลาตรงกัน: {said}", (said,))


def _capacity(offer: Offer) -> Reason:
    if offer.capacity is None:
        return Reason("capacity", "ไม่ได้ระบุว่าสนับสนุนได้ปีละกี่กิจกรรม จึงนับเป็น 1 กิจกรรม")
    return Reason("capacity", f"สนับสนุนได้ปีละไม่เกิน {offer.capacity} กิจกรรม")


def unmet(lack: Lack, somebody: bool) -> Unmet:
    """For a lack that no offer fits."""
    what = KIND_TH[lack.kind]
    if not somebody:
        return Unmet(lack.id, "nobody", f"ยังไม่มีเครือข่ายใดขึ้นทะเบียน{what}ไว้")
    return Unmet(
        lack.id,
        "none_fits",
        f"มีเครือข่ายขึ้นทะเบียน{what}ไว้ แต่เรื่อง พื้นที่ ปี หรือช่วงเวลาไม่ตรงกัน หรือเป็นของเครือข่ายเดียวกัน",
    )


def full(lack: Lack) -> Unmet:
    """For a lack that offers fit, all of them given to others."""
    return Unmet(
        lack.id,
        "full",
        f"เครือข่ายที่มี{KIND_TH[lack.kind]}ตรงกันสนับสนุนเต็มจำนวนแล้ว เพิ่มจำนวนที่สนับสนุนได้ หรือเลือกเครือข่ายเอง",
    )


@lru_cache(maxsize=4096)
def _topic(code: str) -> str:
    from thaktho.engines.weave.overlap import lexicon

    known = lexicon.load().concepts
    return known[code].th if code in known else code


@lru_cache(maxsize=8192)
def _area(code: str) -> str:
    from thaktho.engines.weave.gazetteer import gazetteer

    lead = {2: "จ.", 4: "อ.", 6: "ต."}[len(code)]
    return f"{lead}{gazetteer().names.get(code, code)}"


@lru_cache(maxsize=16384)
def _words(codes: frozenset[str], *texts: str) -> tuple[str, ...]:
    """Words of the texts that show those topics; a name of its own where a text says none."""
    from thaktho.engines.weave.overlap import lexicon

    words = lexicon.load()
    found = {w for text in texts for c, some in words.find(text).items() for w in some
             if c in codes or codes & set(words.ancestors(c))}  # fmt: skip
    return tuple(sorted(found)) or tuple(_topic(c) for c in sorted(codes))
