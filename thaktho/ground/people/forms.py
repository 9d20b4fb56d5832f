from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import said
from thaktho.ground.places import queries as places
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates

from . import queries
from .models import Position, Role, Scope, User

# For what a role is held; all others are held for the whole province.
SCOPES = {Role.COORDINATOR: Scope.NETWORK, Role.LIAISON: Scope.PLACE, Role.OFFICER: Scope.ORGANISATION}


class RoleForm(forms.Form):
    """A role and what it is held for."""

    role = forms.ChoiceField(label=_("บทบาท"), choices=Role.choices)
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False, help_text=_("เมื่อเป็นผู้ประสานงานเครือข่าย"))
    place = forms.ChoiceField(label=_("อำเภอ"), required=False, help_text=_("เมื่อเป็นผู้ประสานงานอำเภอ"))
    organisation = forms.ChoiceField(label=_("องค์กร"), required=False, help_text=_("เมื่อเป็นเจ้าหน้าที่องค์กร"))

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "–")]
        self.fields["network"].choices = none + [(str(n.pk), n.name) for n in queries.networks(programme)]
        self.fields["place"].choices = none + [(p.code, p.label) for p in places.districts(programme)]
        self.fields["organisation"].choices = none + [
            (str(o.pk), o.name) for o in queries.organisations(programme)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        scope = SCOPES.get(data.get("role"), Scope.PROGRAMME)
        data["scope"], data["scope_id"] = scope, ""
        if scope != Scope.PROGRAMME:
            data["scope_id"] = data.get(scope, "")
            if not data["scope_id"] and scope not in self.errors:
                self.add_error(scope, _("เลือกด้วยว่าบทบาทนี้เป็นของที่ใด"))
        return data


class InviteForm(RoleForm):
    note = forms.CharField(
        label=_("เชิญใคร"), required=False, max_length=200, help_text=_("ไว้เตือนความจำของฝ่ายเลขานุการเท่านั้น")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=500, help_text=_("เช่น ย้ายไปปฏิบัติหน้าที่อื่น ส่งมอบงานให้ผู้รับผิดชอบคนใหม่")
    )


class BuddhistDate(forms.CharField):
    """A day as people write it: 11 มี.ค. 2563, ๑๑/๓/๒๕๖๓."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        reading = dates.read(text)
        if reading.start is None or reading.end not in (None, reading.start):
            raise forms.ValidationError(said(reading.why) or _("อ่านเป็นวันที่ไม่ได้ พิมพ์เช่น 11 มี.ค. 2563"))
        return reading.start


class PositionForm(forms.Form):
    title = forms.CharField(label=_("ตำแหน่ง"), max_length=200)
    kind = forms.ChoiceField(label=_("ฐานะ"), choices=Position.Kind.choices)
    held_from = BuddhistDate(label=_("ตั้งแต่วันที่"), required=False, help_text=_("เช่น 11 มี.ค. 2563"))
    held_until = BuddhistDate(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่างเมื่อยังดำรงอยู่"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("held_from"), data.get("held_until")
        if start and end and end < start:
            self.add_error("held_until", _("วันสิ้นสุดมาก่อนวันเริ่ม ตรวจวันที่"))
        return data


class NameForm(forms.Form):
    title = forms.CharField(label=_("คำนำหน้า"), required=False, max_length=80, help_text=_("เช่น นาง พระครู"))
    given_name = forms.CharField(label=_("ชื่อ"), max_length=120)
    family_name = forms.CharField(
        label=_("นามสกุล"), required=False, max_length=120, help_text=_("พระภิกษุเว้นว่างได้")
    )


class JoinForm(NameForm):
    username = forms.CharField(
        label=_("ชื่อผู้ใช้"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("ใช้เข้าสู่ระบบครั้งต่อไป เช่น somchai.cr"),
    )
    password1 = forms.CharField(
        label=_("รหัสผ่าน"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("อย่างน้อย 10 ตัวอักษร จดเก็บไว้ในที่ปลอดภัย"),
    )
    password2 = forms.CharField(
        label=_("รหัสผ่านอีกครั้ง"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_username(self) -> str:
        name = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("มีผู้ใช้ชื่อนี้แล้ว เลือกชื่ออื่น หรือเข้าสู่ระบบหากเป็นชื่อของท่าน"))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("รหัสผ่านสองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง"))
        elif first:
            try:
                validate_password(first, User(username=data.get("username", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data
