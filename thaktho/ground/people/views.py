from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id

from . import actions, queries
from .forms import InviteForm, JoinForm, NameForm, PositionForm, ReasonForm, RoleForm
from .models import Invitation, Person

# Which invitations were just made in this session: who made them sees the link. The link itself is nowhere.
SESSION = "invitations_made"
KEPT = 20


# Networks


@allow("people.networks.read")
def networks(request: HttpRequest) -> HttpResponse:
    found = list(queries.networks(request.programme).select_related("source").prefetch_related("aliases"))
    # Most networks stand in the same paper: each paper is named once, under the table.
    sources = list(dict.fromkeys(network.source for network in found if network.source))
    return render(request, "people/networks.html", {"networks": found, "sources": sources})


@allow("people.networks.read")
def network(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.network(request.programme, code)
    if found is None:
        raise Http404(code)
    may_see = permitted(request.actor, "people.read", request.programme)
    people = queries.coordinators(request.programme, found) if may_see else []
    context = {"network": found, "coordinators": people, "may_see": may_see}
    context["may_invite"] = permitted(request.actor, "people.invite", request.programme)
    return render(request, "people/network.html", context)


# Persons and roles


@allow("people.read")
def home(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    page = Paginator(queries.persons(request.programme, text), 50).get_page(request.GET.get("page"))
    held = {person.pk: [grant for grant in person.grants.all() if grant.holds] for person in page}
    names = queries.scope_names(request.programme, [grant for grants in held.values() for grant in grants])
    listed = [
        (person, [(grant, names.get(grant.scope_id, "")) for grant in held[person.pk]]) for person in page
    ]
    context = {
        "page": page,
        "listed": listed,
        "q": text,
        "may_invite": permitted(request.actor, "people.invite", request.programme),
    }
    return render(request, "people/home.html", context)


@allow("people.read")
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return _person_page(request, _person(request, person_id))


def _person(request: HttpRequest, person_id: UUID) -> Person:
    found = queries.person_of(request.programme, person_id)
    if found is None:
        raise Http404(person_id)
    return found


def _person_page(request: HttpRequest, found: Person, status: int = 200, **forms: Any) -> HttpResponse:
    programme = request.programme
    grants = list(queries.grants(programme, found))
    names = queries.scope_names(programme, grants)
    may_edit = permitted(request.actor, "people.edit", programme)
    context = {
        "person": found,
        "grants": [(grant, names.get(grant.scope_id, "")) for grant in grants],
        "positions": queries.positions(programme, found),
        "may_edit": may_edit,
        "role_form": forms.get("role") or (RoleForm(programme) if may_edit else None),
        "position_form": forms.get("position") or (PositionForm() if may_edit else None),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "people/person.html", context, status=status)


@require_POST
@allow("people.grant")
def grant(request: HttpRequest, person_id: UUID) -> HttpResponse:
    found = _person(request, person_id)
    form = RoleForm(request.programme, request.POST)
    if not form.is_valid():
        return _person_page(request, found, 422, role=form)
    data = form.cleaned_data
    actions.grant(
        request.actor,
        found,
        data["role"],
        scope=data["scope"],
        scope_id=data["scope_id"],
        act_id=act_id(request),
    )
    say.done(request, gettext("ให้บทบาทแล้ว"))
    return redirect("people_person", province=request.programme.slug, person_id=person_id)


@require_POST
@allow("people.edit")
def position(request: HttpRequest, person_id: UUID) -> HttpResponse:
    found = _person(request, person_id)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, 422, position=form)
    actions.give_position(request.actor, found, **form.cleaned_data, act_id=act_id(request))
    say.done(request, gettext("บันทึกตำแหน่งแล้ว"))
    return redirect("people_person", province=request.programme.slug, person_id=person_id)


@allow("people.grant")
def end_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Hand a role over: it ends with a reason, and the page leads on to inviting the one who follows."""
    given = queries.grant_of(request.programme, grant_id)
    if given is None:
        raise Http404(grant_id)
    back = reverse("people_person", kwargs={"province": request.programme.slug, "person_id": given.person_id})
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_grant(request.actor, given, form.cleaned_data["reason"], act_id=act_id(request))
        except actions.LastSecretariat:
            say.trouble(request, gettext("เป็นฝ่ายเลขานุการคนสุดท้าย เชิญผู้รับช่วงก่อน แล้วจึงสิ้นสุดบทบาทนี้"))
        else:
            say.done(request, gettext("สิ้นสุดบทบาทแล้ว เชิญผู้รับช่วงได้จากหน้าคำเชิญ"))
        return redirect(back)
    context = {
        "title": gettext("สิ้นสุดบทบาท"),
        "text": gettext("%(name)s จะไม่มีบทบาท %(role)s ตั้งแต่วันนี้ ประวัติยังอยู่ครบ")
        % {"name": given.person, "role": given.get_role_display()},
        "verb": gettext("สิ้นสุดบทบาท"),
        "cancel": gettext("ไม่สิ้นสุด"),
        "cancel_url": back,
        "danger": True,
        "hidden": {"next": back},
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if request.method == "POST" else 200)


# Invitations


@allow("people.invite")
def invitations(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.invitations(request.programme), 50).get_page(request.GET.get("page"))
    names = queries.scope_names(request.programme, page)
    listed = [(one, names.get(one.scope_id, "")) for one in page]
    return render(request, "people/invitations.html", {"page": page, "listed": listed, "now": timezone.now()})


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """From a network's own page: its coordinator is the one to be invited."""
    network = queries.network(request.programme, request.GET.get("network", ""))
    return {"role": "coordinator", "network": network.pk} if network else {}


@allow("people.invite")
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.programme, request.POST or None, initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made, _ = actions.invite(
            request.actor,
            request.programme,
            data["role"],
            scope=data["scope"],
            scope_id=data["scope_id"],
            note=data["note"],
            act_id=act_id(request),
        )
        request.session[SESSION] = [*request.session.get(SESSION, []), str(made.pk)][-KEPT:]
        return redirect("people_invitation", province=request.programme.slug, invitation_id=made.pk)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@allow("people.invite")
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The link and its QR, to print or send. Only who made it sees the link, in the session in which it was made."""
    found = queries.invitation(request.programme, invitation_id)
    if found is None:
        raise Http404(invitation_id)
    token = actions.token_of(found) if str(found.pk) in request.session.get(SESSION, []) else ""
    address = (
        reverse("people_join", kwargs={"province": request.programme.slug, "token": token}) if token else ""
    )
    context = {
        "invitation": found,
        "scope_name": queries.scope_names(request.programme, [found]).get(found.scope_id, ""),
        "link": request.build_absolute_uri(address) if token and found.is_open else "",
    }
    return render(request, "people/invitation.html", context)


@require_POST
@allow("people.invite")
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    found = queries.invitation(request.programme, invitation_id)
    if found is None:
        raise Http404(invitation_id)
    if found.is_open:
        actions.withdraw_invitation(request.actor, found, act_id=act_id(request))
        say.done(request, gettext("ถอนคำเชิญแล้ว ลิงก์เดิมใช้ไม่ได้อีก"))
    return redirect("people_invitations", province=request.programme.slug)


@never_cache
@sensitive_post_parameters("password1", "password2")
@allow("people.invitation.accept")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link joins by it, once: with a new login, or with the one they are signed in by."""
    found = queries.invitation_by_token(request.programme, token)
    if found is None or not found.is_open:
        return _spent(request, found)
    known = request.actor.is_person
    if request.user.is_authenticated:
        form = NameForm(request.POST if request.method == "POST" and not known else None)
        ready = known or form.is_valid()
    else:
        form = JoinForm(request.POST or None)
        ready = form.is_valid()
    if request.method == "POST" and ready:
        return _joined(request, found, {} if known else form.cleaned_data)
    context = {
        "invitation": found,
        "scope_name": queries.scope_names(request.programme, [found]).get(found.scope_id, ""),
        "form": None if known else form,
    }
    return render(request, "people/join.html", context, status=422 if request.method == "POST" else 200)


def _joined(request: HttpRequest, found: Invitation, data: dict[str, Any]) -> HttpResponse:
    names = {key: data[key] for key in ("title", "family_name") if key in data}
    try:
        if request.user.is_authenticated:
            actions.accept_invitation(found, request.user, given_name=data.get("given_name", ""), **names)
        else:
            person = actions.join(
                found,
                username=data["username"],
                password=data["password1"],
                given_name=data["given_name"],
                **names,
            )
            login(request, person.user, backend="django.contrib.auth.backends.ModelBackend")
    except (actions.InvitationSpent, IntegrityError):
        found.refresh_from_db()
        return _spent(request, found)
    say.done(request, gettext("เข้าร่วมแล้ว ยินดีต้อนรับ"))
    return redirect("desk", province=request.programme.slug)


def _spent(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """Why the link no longer works, and what to do: never a bare error."""
    if found is None:
        why = gettext("ไม่พบคำเชิญนี้ ตรวจว่าเปิดลิงก์ครบทุกตัวอักษร")
    elif found.used_at:
        why = gettext("คำเชิญนี้ถูกใช้แล้ว ใช้ได้ครั้งเดียว หากท่านเป็นผู้ใช้ เข้าสู่ระบบได้เลย")
    elif found.withdrawn_at:
        why = gettext("ฝ่ายเลขานุการถอนคำเชิญนี้แล้ว")
    else:
        why = gettext("คำเชิญนี้หมดอายุแล้ว")
    return render(request, "people/spent.html", {"why": why}, status=404 if found is None else 410)
