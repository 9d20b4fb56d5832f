"""Themes: made, named, ordered, and statements put under them, many at once."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.requests import next_page

from .. import actions, queries
from ..facilitating import ThemeForm
from ..models import Theme, Topic
from .common import act_id, to, topic_or_404

PAGE = 50


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def themes(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    demand(request.actor, "listen.theme.edit", topic)
    form = ThemeForm()
    if request.method == "POST":
        done = request.POST.get("do", "")
        if done == "sort":
            return _sort(request, topic)
        if done != "add":
            return _change(request, topic, _theme(topic, request.POST.get("theme", "")), done)
        form = ThemeForm(request.POST)
        if form.is_valid() and _add(request, topic, form):
            return redirect(to(request, "listen_themes", topic.code))
    return _page(request, topic, form)


def _page(request: HttpRequest, topic: Topic, form: ThemeForm) -> HttpResponse:
    found = queries.themes(topic)
    which = request.GET.get("theme", "")
    page = Paginator(queries.to_sort(topic, which), PAGE).get_page(request.GET.get("page"))
    filters = [("", _("ทุกข้อ"), None), ("none", _("ยังไม่มีหมวด"), None)]
    filters += [(str(theme.pk), theme.name, None) for theme in found]
    likely = queries.likely_themes(topic, list(page))
    context = {
        "topic": topic,
        "themes": found,
        "page": page,
        "which": which,
        "filters": filters,
        "form": form,
    }
    return render(request, "listen/themes.html", context | {"likely": likely})


def _add(request: HttpRequest, topic: Topic, form: ThemeForm) -> bool:
    try:
        theme = actions.add_theme(request.actor, topic, form.cleaned_data["name"], act_id=act_id(request))
    except actions.ThemeTaken:
        form.add_error("name", _("มีหมวดชื่อนี้แล้ว ใช้หมวดเดิมหรือตั้งชื่ออื่น"))
        return False
    except actions.TooManyThemes:
        form.add_error("name", _("มีหมวดมากเกินไปแล้ว ลบหมวดที่ไม่ใช้ก่อน"))
        return False
    say.done(request, _("เพิ่มหมวด %(name)s แล้ว") % {"name": theme.name})
    return True


def _change(request: HttpRequest, topic: Topic, theme: Theme, done: str) -> HttpResponse:
    by, once = request.actor, act_id(request)
    if done in ("up", "down"):
        actions.move_theme(by, theme, done == "up", act_id=once)
    elif done == "remove":
        actions.remove_theme(by, theme, act_id=once)
        say.done(request, _("ลบหมวด %(name)s แล้ว ข้อความยังอยู่ครบ") % {"name": theme.name})
    elif done == "rename":
        form = ThemeForm(request.POST)
        try:
            if form.is_valid():
                actions.rename_theme(by, theme, form.cleaned_data["name"], act_id=once)
                say.done(request, _("เปลี่ยนชื่อหมวดแล้ว"))
            else:
                say.trouble(request, _("ยังไม่ได้เปลี่ยนชื่อ พิมพ์ชื่อหมวด 1 ถึง 80 ตัวอักษร"))
        except actions.ThemeTaken:
            say.trouble(request, _("มีหมวดชื่อนี้แล้ว ใช้หมวดเดิมหรือตั้งชื่ออื่น"))
    else:
        raise Http404(done)
    return redirect(to(request, "listen_themes", topic.code))


def _sort(request: HttpRequest, topic: Topic) -> HttpResponse:
    wanted = request.POST.get("to", "")
    theme = _theme(topic, wanted) if wanted else None
    ids = [id for id in map(_uuid, request.POST.getlist("statements")) if id]
    back = next_page(request, to(request, "listen_themes", topic.code))
    if not ids:
        say.trouble(request, _("ยังไม่ได้เลือกข้อความ เลือกอย่างน้อยหนึ่งข้อ"))
        return redirect(back)
    count = actions.sort_into(request.actor, topic, theme, ids, act_id=act_id(request))
    name = theme.name if theme else _("ไม่มีหมวด")
    say.done(request, _("ย้าย %(n)s ข้อไปที่ %(name)s แล้ว") % {"n": count, "name": name})
    return redirect(back)


def _theme(topic: Topic, id: str) -> Theme:
    theme = queries.theme_of(topic, id)
    if theme is None:
        raise Http404(id)
    return theme


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
