"""Statements in other languages and read aloud: added by whoever facilitates."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_permissions_policy.decorators import permissions_policy_override

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.files.checks import Refused
from thaktho.ground.files.sounds import MOST_SOUND_BYTES

from .. import actions, languages, queries
from ..facilitating import RenderingForm
from ..models import Statement, Topic
from .common import act_id, to, topic_or_404

PAGE = 25


@require_GET
@allow("listen.work")
def all_languages(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    which = request.GET.get("which", "")
    which = which if which in ("none", "some") else ""
    page = Paginator(queries.rendered(topic, which), PAGE).get_page(request.GET.get("page"))
    filters = [("", _("ทุกข้อ"), None), ("none", _("ยังไม่มีภาษาอื่นหรือเสียง"), None), ("some", _("มีแล้ว"), None)]
    names = {language.code: language.name for language in languages.known()}
    context = {"topic": topic, "page": page, "which": which, "filters": filters, "names": names}
    return render(request, "listen/languages.html", context)


@permissions_policy_override({**settings.PERMISSIONS_POLICY, "microphone": "self"})
@require_http_methods(["GET", "POST"])
@allow("listen.work")
def one_statement(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    topic = topic_or_404(request, code)
    statement = _statement(topic, id)
    form = RenderingForm(
        request.POST or None, request.FILES or None, initial={"language": request.GET.get("language", "nod")}
    )
    may_edit = permitted(request.actor, "listen.rendering.edit", topic)  # type: ignore[attr-defined]
    if request.method == "POST" and not may_edit:
        say.hint(request, _("หัวข้อปิดรับแล้ว ข้อความและเสียงที่ใช้ตอบเปลี่ยนไม่ได้"))
        return redirect(to(request, "listen_rendering", code, statement.pk))
    if request.method == "POST" and form.is_valid() and _save(request, statement, form):
        return redirect(to(request, "listen_rendering", code, statement.pk))
    held = queries.renderings(statement)
    context = {
        "topic": topic,
        "statement": statement,
        "form": form,
        "held": held,
        "may_edit": may_edit,
        "may_remove": permitted(request.actor, "listen.rendering.remove", topic),  # type: ignore[attr-defined]
        "names": {item.code: item.name for item in languages.known()},
    }
    return render(request, "listen/rendering.html", context)


def _save(request: HttpRequest, statement: Statement, form: RenderingForm) -> bool:
    sent = form.cleaned_data["clip"]
    if sent is not None and sent.size > MOST_SOUND_BYTES:  # no need to read what is far too large
        form.add_error("clip", _("ไฟล์เสียงใหญ่เกิน 5 เมกะไบต์ อัดให้สั้นลงหรือบันทึกเป็น MP3"))
        return False
    recording = actions.Recording(sent.name, sent.read()) if sent is not None else None
    language = form.cleaned_data["language"]
    try:
        actions.render_statement(
            request.actor,
            statement,
            language,
            text=form.cleaned_data["text"],
            recording=recording,
            act_id=act_id(request),
        )
    except Refused as refused:
        form.add_error("clip", refused.why)
        return False
    except actions.NothingSaid:
        if language == languages.OWN:
            form.add_error("clip", _("ข้อความไทยมีอยู่แล้ว สำหรับภาษาไทยใส่ได้เฉพาะเสียงอ่าน"))
        else:
            form.add_error("text", _("ใส่ข้อความหรือเสียงอย่างน้อยหนึ่งอย่าง"))
        return False
    named = languages.named(language)
    say.done(
        request, _("บันทึก %(language)s แล้ว ผู้ตอบเลือกได้ทันที") % {"language": named.name if named else language}
    )
    return True


@require_POST
@allow("listen.work")
def remove(request: HttpRequest, code: str, id: UUID, language: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    statement = _statement(topic, id)
    if languages.named(language) is None:
        raise Http404(language)
    try:
        actions.remove_rendering(request.actor, statement, language, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("ลบแล้ว ข้อความไทยยังอยู่"))
    except actions.NotRendered:
        say.hint(request, _("ภาษานี้ไม่มีข้อความหรือเสียงแล้ว"))
    return redirect(to(request, "listen_rendering", code, statement.pk))


def _statement(topic: Topic, id: UUID) -> Statement:
    statement = queries.statement(topic.programme, id)
    if statement is None or statement.topic_id != topic.pk:
        raise Http404(id)
    statement.topic = topic
    return statement
