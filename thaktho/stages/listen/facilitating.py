"""Forms of facilitation: themes, and statements in other languages or read aloud."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.thai.normalise import normalise

from . import languages


class ThemeForm(forms.Form):
    name = forms.CharField(
        label=_("ชื่อหมวด"),
        max_length=80,
        help_text=_("เช่น สิ่งแวดล้อม ครอบครัว"),
        error_messages={"required": _("พิมพ์ชื่อหมวดก่อน")},
    )

    def clean_name(self) -> str:
        return normalise(" ".join(self.cleaned_data["name"].split()))


class RenderingForm(forms.Form):
    """One statement in one language: a text, a clip, or both."""

    language = forms.ChoiceField(label=_("ภาษา"))
    text = forms.CharField(
        label=_("ข้อความในภาษานี้"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("แปลตามความหมาย ไม่เติมและไม่ตัด ผู้ตอบจะเห็นข้อความไทยอยู่ด้วย"),
    )
    clip = forms.FileField(
        label=_("เสียงอ่าน"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "data-clip": ""}),
        help_text=_("ไฟล์ MP3, WAV, OGG หรือ FLAC ไม่เกิน 60 วินาที ไม่เกิน 5 เมกะไบต์"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [(item.code, item.name) for item in languages.known()]

    def clean_text(self) -> str:
        return normalise(" ".join(self.cleaned_data["text"].split()))
