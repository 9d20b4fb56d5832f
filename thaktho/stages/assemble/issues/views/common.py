from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from thaktho.ground.access import permitted

from ...common import inside
from ...editions.models import Edition
from .. import queries
from ..models import Issue, IssueCall
from ..rules import is_own


def may(request: HttpRequest, verb: str, of: Any) -> bool:
    return permitted(request.actor, f"assemble.issues.{verb}", of)  # type: ignore[attr-defined]


def call_or_404(edition: Edition) -> IssueCall:
    call = queries.call(edition)
    if call is None:
        raise Http404("call")
    return call


def issue_or_404(request: HttpRequest, edition: Edition, id: UUID) -> Issue:
    """A proposal nobody has read yet is there for those with a role only, and for who sent it."""
    issue = queries.issue(edition, id)
    if issue is None or not (issue.shown or inside(request) or is_own(request.actor, issue)):  # type: ignore[attr-defined]
        raise Http404(str(id))
    return issue
