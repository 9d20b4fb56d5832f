"""Checking a certificate: by its QR, or by the code typed from the paper. Open to anybody; nobody can walk the register.

A code has 66 bits; wrong ones are counted for the whole province and by no address, a hall stands behind one. A right code
is answered even then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thaktho.documents.frames.certificates import spaced
from thaktho.ground.access import allow
from thaktho.stages.listen.limits import Buckets

from ..queries import certificates as queries
from .shared_roll import asked, programme_of, to

WRONG = Buckets(120, 60)


@allow("assemble.read")
def ask(request: HttpRequest) -> HttpResponse:
    """The page that takes a typed code. Spaces, dashes and small letters do not matter."""
    typed = asked(request, "code", 40)
    code = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if code and len(code) == 16:
        return redirect(to(request, "assemble_verify", code))
    problem = _("รหัสมี 16 ตัว อยู่ที่มุมล่างซ้ายของเกียรติบัตร ตรวจแล้วพิมพ์อีกครั้ง") if typed else ""
    return _page(request, {"typed": typed, "problem": problem}, 422 if problem else 200)


@allow("assemble.read")
def show(request: HttpRequest, certificate_code: str) -> HttpResponse:
    found = queries.verified(programme_of(request), certificate_code)
    if found is not None:
        return _page(request, {"found": found, "code": spaced(certificate_code.upper())}, 200)
    if not WRONG.take(programme_of(request).pk):
        problem = _("มีผู้ตรวจรหัสที่ไม่มีในทะเบียนจำนวนมาก รอสักครู่แล้วลองใหม่")
        return _page(request, {"typed": certificate_code[:40], "problem": problem}, 429)
    problem = _("ไม่พบรหัสนี้ในทะเบียน ตรวจตัวอักษรกับเกียรติบัตร หากถูกต้องแล้วให้สอบถามผู้ออกเกียรติบัตร")
    return _page(request, {"typed": certificate_code[:40], "problem": problem}, 404)


def _page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    answer = render(request, "assemble/roll/verify.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"  # names on certificates are for who holds the paper
    answer["Referrer-Policy"] = "no-referrer"  # the address is the code
    return answer
