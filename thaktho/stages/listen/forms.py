"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.programme.models import Programme
from thaktho.stages.convene import queries as convene
from thaktho.thai.normalise import normalise

from .actions import MOST_IN_HALL
from .models import Door, Reason, Topic
from .origin import origin
from .words import LONGEST, SHORTEST

MOST_TYPED = 10 * LONGEST


class StatementField(forms.CharField):
    """One sentence one can agree or disagree with."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("ข้อความ"),
            min_length=SHORTEST,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "required": _("ยังไม่ได้พิมพ์ข้อความ พิมพ์หนึ่งประโยคแล้วส่งอีกครั้ง"),
                "min_length": _("สั้นเกินไป เขียนเป็นประโยคที่คนอื่นตอบได้ว่าเห็นด้วยหรือไม่ อย่างน้อย 10 ตัวอักษร"),
                "max_length": _("ยาวเกินไป ตัดให้เหลือเรื่องเดียว ไม่เกิน 200 ตัวอักษร"),
            },
            **more,
        )

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if len(text) > MOST_TYPED:  # no need to read what is far too long
            raise forms.ValidationError(self.error_messages["max_length"], code="max_length")
        return normalise(" ".join(text.split()))


class ProposeForm(forms.Form):
    text = StatementField(help_text=_("หนึ่งเรื่องต่อหนึ่งข้อ อย่าใส่ชื่อหรือข้อมูลของบุคคล"))


def _address(text: str) -> str:
    found = origin(text)
    if found is None:
        raise forms.ValidationError(
            _("ที่อยู่นี้ใช้ไม่ได้ พิมพ์เฉพาะ http:// ตามด้วยชื่อหรือเลขของเครื่อง เช่น http://192.168.43.1:8000")
        )
    return found


class TopicForm(forms.Form):
    title = forms.CharField(label=_("ชื่อหัวข้อ"), max_length=200)
    question = forms.CharField(
        label=_("คำถาม"), max_length=300, help_text=_("เช่น ท่านอยากเห็นอะไรในจังหวัดของเรา")
    )
    intro = forms.CharField(label=_("คำอธิบาย"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    meeting = forms.ModelChoiceField(
        label=_("เป็นหัวข้อของการประชุม"), queryset=None, required=False, empty_label=_("ไม่ผูกกับการประชุม")
    )
    closes_at = forms.DateTimeField(
        label=_("ปิดรับเมื่อ"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("ว่างไว้: ปิดเองเมื่อพร้อม"),
    )
    address = forms.CharField(
        label=_("ที่อยู่ในคิวอาร์"),
        max_length=120,
        required=False,
        help_text=_(
            "ที่อยู่ซึ่งโทรศัพท์เปิดได้ ใช้ในคิวอาร์ แผ่น ข้อความ LINE และเอกสารทุกชิ้นของหัวข้อ เช่น http://192.168.43.1:8000 ว่างไว้: ระบบเลือกให้"
        ),
    )
    moderation = forms.ChoiceField(
        label=_("การตรวจถ้อยคำ"), choices=Topic.Moderation.choices, widget=forms.RadioSelect
    )
    proposers = forms.ChoiceField(
        label=_("ใครเสนอข้อความได้"), choices=Topic.Proposers.choices, widget=forms.RadioSelect
    )
    open_door = forms.BooleanField(label=_("มีทางเข้าสำหรับผู้ไม่ระบุเครือข่าย"), required=False)
    kind = forms.ChoiceField(
        label=_("ตอบกันอย่างไร"),
        choices=Topic.Kind.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "ในห้องประชุมคนมีเวลาน้อย ถ้าทุกคนตอบทุกข้อ ผลของเครือข่ายเล็กจะอ่านได้ครบ หัวข้อของการประชุมแนะนำแบบในห้องประชุม"
        ),
    )
    proof = forms.ChoiceField(
        label=_("นับคนละครั้งอย่างไร"),
        choices=Topic.Proof.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "คิวอาร์ของเครือข่ายสะดวกที่สุด แต่คนเดียวตอบจากหลายเครื่องได้ แผ่นมีเลขแจกคนละแผ่น ตอบด้วยโทรศัพท์หรือกระดาษก็นับครั้งเดียว หัวข้อของการประชุมแนะนำแบบมีเลขแผ่น"
        ),
    )

    def clean_address(self) -> str:
        return _address(self.cleaned_data["address"]) if self.cleaned_data["address"] else ""

    def clean_kind(self) -> str:
        kind = str(self.cleaned_data["kind"] or Topic.Kind.OPEN.value)
        if kind == Topic.Kind.HALL and self.shown > MOST_IN_HALL:
            raise forms.ValidationError(
                _("เปิดให้ตอบอยู่ %(shown)s ข้อ ในห้องประชุมได้ไม่เกิน %(most)s ข้อ ลดข้อก่อน หรือเลือกแบบเปิดกว้าง"),
                params={"shown": self.shown, "most": MOST_IN_HALL},
            )
        return kind

    def clean_proof(self) -> str:
        return self.cleaned_data["proof"] or Topic.Proof.DOOR.value

    def __init__(self, programme: Programme, topic: Topic | None, *args: Any, **kwargs: Any) -> None:
        names = list(self.base_fields)
        self.shown = topic.statements.filter(state="shown").count() if topic else 0
        if topic is not None:
            kwargs["initial"] = {name: getattr(topic, name) for name in names}
        else:
            begun = {"moderation": "before", "proposers": "everyone", "kind": "open", "proof": "door"}
            kwargs["initial"] = begun | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = convene.meetings(programme)  # type: ignore[attr-defined]
        if topic is not None and topic.state != Topic.State.DRAFT:
            # People answered what stands there: only the time may move, and where phones find us.
            for name in names:
                if name not in ("closes_at", "address"):
                    del self.fields[name]


MOST_SEEDS = 100


class SeedForm(forms.Form):
    """Several statements, one a line."""

    lines = forms.CharField(
        label=_("ข้อความตั้งต้น บรรทัดละหนึ่งข้อ"),
        max_length=MOST_SEEDS * (LONGEST + 2),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("หนึ่งเรื่องต่อหนึ่งบรรทัด เป็นประโยคที่ตอบได้ว่าเห็นด้วยหรือไม่ วางจากเอกสารได้"),
        error_messages={"required": _("ยังไม่มีข้อความ พิมพ์หรือวางอย่างน้อยหนึ่งบรรทัด")},
    )

    def clean_lines(self) -> list[str]:
        texts = [normalise(" ".join(line.split())) for line in self.cleaned_data["lines"].splitlines()]
        texts = [text for text in texts if text]
        if len(texts) > MOST_SEEDS:
            raise forms.ValidationError(_("มากกว่า 100 ข้อ แบ่งวางเป็นหลายครั้ง คนตอบไม่ไหวถ้าข้อมีมาก"))
        return texts


class HideForm(forms.Form):
    reason = forms.ChoiceField(label=_("เหตุผล"), choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("คำอธิบายถึงผู้เสนอ"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("ผู้เสนออ่านได้ด้วยรหัสติดตาม"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == Reason.OTHER and not data.get("words", "").strip():
            self.add_error("words", _("เลือกเหตุอื่นแล้ว โปรดเขียนว่าเหตุใด ผู้เสนอจะได้เข้าใจ"))
        return data


class TypeForm(forms.Form):
    door = forms.ModelChoiceField(label=_("เครือข่าย"), queryset=Door.objects.none(), empty_label=None)
    table_label = forms.CharField(label=_("โต๊ะหรือกลุ่ม"), max_length=60, required=False)
    text = StatementField()

    def __init__(self, doors: list[Door], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["door"]
        field.queryset = Door.objects.filter(pk__in=[door.pk for door in doors]).select_related("network")
        field.label_from_instance = lambda door: door.network.name if door.network else _("ไม่ระบุเครือข่าย")


class SheetsForm(forms.Form):
    """How many numbered sheets, and where phones find this server."""

    count = forms.IntegerField(label=_("พิมพ์เพิ่มกี่แผ่น"), min_value=1, max_value=200)
    address = forms.CharField(
        label=_("ที่อยู่ในคิวอาร์"),
        max_length=120,
        help_text=_(
            "ที่อยู่ของเครื่องนี้ในวงเดียวกับโทรศัพท์ เช่น http://192.168.43.1:8000 ลองเปิดด้วยโทรศัพท์หนึ่งเครื่องก่อนพิมพ์"
        ),
    )

    def clean_address(self) -> str:
        return _address(self.cleaned_data["address"])


class AsideForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("บันทึกไว้ในบัญชีการกระทำ อย่าเขียนชื่อหรือคำตอบของใคร"),
    )
