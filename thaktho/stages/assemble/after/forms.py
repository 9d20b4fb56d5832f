"""Forms of commitments, reports and the proceedings' words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.models import Person
from thaktho.ground.people.queries import networks, organisations_named, persons
from thaktho.thai.dates import show

from ..editions.models import Edition
from . import queries
from .actions import Promise
from .models import Commitment
from .queries import Proposal
from .states import next_states

MOST_WORDS = 4000
OWNER_HELP = _("ชื่อหน่วยงานหรือกลุ่มตามที่ประกาศพิมพ์ ไม่ใช่ชื่อบุคคล เพราะแสดงต่อสาธารณะ")


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class Files(forms.FileField):
    """Several files at once; always a list."""

    class Many(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=self.Many(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        return [single(one, initial) for one in (data if isinstance(data, list | tuple) else [data]) if one]


class ProposalForm(forms.Form):
    """One line of the preview. What is not taken is not read."""

    take = forms.BooleanField(label=_("จัดทำ"), required=False, initial=True)
    text = forms.CharField(label=_("จะทำอะไร"), max_length=MOST_WORDS, widget=area(2), required=False)
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    who = forms.CharField(label=_("ผู้รับผิดชอบตามที่ประกาศพิมพ์"), max_length=300, required=False)
    measure = forms.CharField(label=_("วัดจากอะไร"), max_length=1000, required=False)
    due_on = BuddhistDate(label=_("ครบกำหนด"), required=False, max_length=60)
    split = forms.BooleanField(label=_("แยกเป็นของแต่ละเครือข่าย"), required=False)

    def __init__(self, proposal: Proposal, networks: list[Any], data: Any = None) -> None:
        prefix = f"a-{proposal.action.pk}" if proposal.action else f"c-{proposal.clause.pk}"
        start = {
            "take": True,
            "text": proposal.text,
            "network": str(proposal.network.pk) if proposal.network else "",
            "who": proposal.who,
            "due_on": show(proposal.due_on) if proposal.due_on else "",
        }
        super().__init__(data, prefix=prefix, initial=start)
        self.proposal, self.networks = proposal, networks
        self.fields["network"].choices = [("", _("ไม่ใช่เครือข่าย"))] + [  # type: ignore[attr-defined]
            (str(one.pk), one.short_name) for one in networks
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("take"):
            self._errors.clear()  # type: ignore[union-attr]
            return data
        if not data.get("text", "").strip():
            self.add_error("text", _("พิมพ์ว่าจะทำอะไร"))
        if not (data.get("network") or data.get("who", "").strip() or data.get("split")):
            self.add_error("who", _("บอกด้วยว่าใครรับผิดชอบ"))
        return data

    def promises(self, organisations: dict[str, Any]) -> list[Promise]:
        """What this line makes: none, one, or one for each network."""
        data, proposal = self.cleaned_data, self.proposal
        if not data["take"]:
            return []
        chosen = [one for one in self.networks if data["split"] or str(one.pk) == data["network"]]
        same = {
            "clause": proposal.clause, "text": data["text"], "measure": data["measure"], "due_on": data["due_on"],
            "action": proposal.action,
        }  # fmt: skip
        if data["split"]:
            return [Promise(network=one, **same) for one in chosen]
        organisation = organisations.get(data["who"]) or proposal.organisation
        return [
            Promise(network=chosen[0] if chosen else None, organisation=organisation, who=data["who"], **same)
        ]


class CommitmentForm(forms.Form):
    clause = forms.ChoiceField(label=_("จากข้อใดของประกาศ"))
    text = forms.CharField(label=_("จะทำอะไร"), max_length=MOST_WORDS, widget=area())
    network = forms.ModelChoiceField(
        queryset=None, label=_("เครือข่าย"), required=False, empty_label=_("ไม่ใช่เครือข่าย")
    )
    who = forms.CharField(
        label=_("ผู้รับผิดชอบตามที่ประกาศพิมพ์"), max_length=300, required=False, help_text=OWNER_HELP
    )
    person = forms.CharField(
        label=_("ผู้รายงานที่ลงทะเบียนไว้"), max_length=300, required=False,
        help_text=_("ชื่อตามทะเบียน จะเข้ามารายงานได้เอง ไม่แสดงต่อสาธารณะ"),
        widget=forms.TextInput({"list": "persons"}),
    )  # fmt: skip
    measure = forms.CharField(label=_("วัดจากอะไร"), max_length=1000, required=False, widget=area(2))
    due_on = BuddhistDate(label=_("ครบกำหนด"), required=False, max_length=60, help_text=_("เช่น 30 ก.ย. 2564"))

    def __init__(
        self, edition: Edition, data: Any = None, *, row: Commitment | None = None, clause: str = ""
    ) -> None:
        start: dict[str, Any] = {"clause": clause}
        if row is not None:
            start = {name: getattr(row, name) for name in ("text", "network", "who", "measure")}
            start |= {"clause": str(row.clause_id), "person": str(row.person or "")}
            start["due_on"] = show(row.due_on) if row.due_on else ""
        super().__init__(data, initial=start)
        self.edition, self.row = edition, row
        choices = queries.clauses_to_choose(edition)
        if row is not None and str(row.clause_id) not in dict(choices):  # of an earlier year's text
            choices = [(str(row.clause_id), row.clause.body[:80]), *choices]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]
        self.fields["network"].queryset = networks(edition.programme)  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        typed = self.cleaned_data["person"].strip()
        if not typed:
            return None
        found = [one for one in persons(self.edition.programme, typed)[:50] if str(one) == typed]
        if len(found) != 1:
            raise forms.ValidationError(_("ไม่พบชื่อนี้ในทะเบียน หรือมีหลายคน เลือกจากรายการที่ขึ้นมา"))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("network") or data.get("who", "").strip()):
            self.add_error("who", _("บอกด้วยว่าใครรับผิดชอบ"))
        return data

    def made(self) -> dict[str, Any]:
        """Fields of a commitment; an organisation is known by its name."""
        data = dict(self.cleaned_data)
        who = data["who"]
        data["organisation"] = organisations_named(self.edition.programme, [who]).get(who)
        return data


class ReportForm(forms.Form):
    state = forms.ChoiceField(label=_("ตอนนี้เป็นอย่างไร"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("ทำอะไรไปแล้ว"), max_length=MOST_WORDS, widget=area(4),
        help_text=_("หากไม่ทำแล้ว บอกเหตุผล ข้อความนี้แสดงต่อสาธารณะ อย่าใส่ชื่อบุคคล"),
        error_messages={"required": _("เล่าสั้น ๆ ว่าทำอะไรไปแล้ว หรือเหตุใดจึงไม่ทำ")},
    )  # fmt: skip
    value = forms.CharField(
        label=_("ผลที่วัดได้"), max_length=120, required=False, help_text=_("เช่น 12 จาก 18 ตำบล")
    )
    reported_on = BuddhistDate(
        label=_("ณ วันที่"), required=False, max_length=60, help_text=_("เว้นว่างหมายถึงวันนี้")
    )
    attached = Files(
        label=_("ภาพหรือเอกสาร"), required=False, help_text=_("ไม่เกิน 6 ไฟล์ ภาพจะถูกลบพิกัดและข้อมูลกล้องก่อนเก็บ")
    )
    files_public = forms.BooleanField(label=_("ให้ทุกคนเปิดไฟล์เหล่านี้ได้"), required=False)
    consent = forms.CharField(
        label=_("ผู้ที่อยู่ในภาพยินยอมอย่างไร"), max_length=300, required=False,
        help_text=_("จำเป็นเมื่อเผยแพร่ภาพ เช่น ทุกคนยินยอมด้วยวาจา เด็กมีหนังสือยินยอมของผู้ปกครอง"),
    )  # fmt: skip

    def __init__(self, row: Commitment, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"state": row.state if row.state != "not_started" else "doing"})
        self.fields["state"].choices = next_states(row)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=area(2), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class VersionReasonForm(forms.Form):
    reason = forms.CharField(label=_("เหตุผลที่จัดทำฉบับแก้ไข"), max_length=500, widget=area(2))


class WordsForm(forms.Form):
    opening = forms.CharField(label=_("การเปิดประชุม"), max_length=20_000, required=False, widget=area(5))
    observations = forms.CharField(label=_("ข้อสังเกต"), max_length=20_000, required=False, widget=area(5))
    closing = forms.CharField(label=_("การปิดประชุม"), max_length=20_000, required=False, widget=area(4))
