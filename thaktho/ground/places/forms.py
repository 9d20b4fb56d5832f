from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.thai.numerals import to_arabic


class VillageForm(forms.Form):
    name = forms.CharField(label=_("ชื่อหมู่บ้านหรือชุมชน"), max_length=120)
    number = forms.CharField(
        label=_("หมู่ที่"), required=False, max_length=5, help_text=_("เช่น 3 เว้นว่างเมื่อเป็นชุมชนในเขตเทศบาล")
    )

    def clean_number(self) -> int | None:
        text = to_arabic(self.cleaned_data["number"]).strip()
        if not text:
            return None
        if not text.isdecimal() or not 1 <= int(text) <= 99:
            raise forms.ValidationError(_("ใส่เลขหมู่ 1 ถึง 99 หรือเว้นว่าง"))
        return int(text)


class AliasForm(forms.Form):
    alias = forms.CharField(label=_("ชื่อที่เอกสารใช้เรียก"), max_length=120, help_text=_("เช่น ทน.เชียงราย"))
