"""How a delegate comes in without a login: a personal link or QR, then a cookie that names the delegacy.

The token is made from the delegate's id and the number of the way in, by the house's secret: whoever reads the database
alone cannot make it, and the office prints a card again without making the old one void. Only its hash is stored. Made anew,
the older link and every phone that came by it are outside.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from thaktho.ground.access import Actor, Grant
from thaktho.ground.kept import kept

from ..access import grants_of, with_delegacies
from ..editions import queries as editions
from ..editions.models import Edition
from .models import Delegate

SALT = "thaktho.assemble.delegate"
DAYS = 120


def token_for(delegate: Delegate) -> str:
    """The token of the present way in."""
    made = salted_hmac(SALT, f"{delegate.pk}:{delegate.entry}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()


def token_of(delegate: Delegate) -> str:
    """The token again, for the card; "" when there is none yet, or the house's secret was changed since."""
    token = token_for(delegate)
    return token if delegate.token_hash == hash_token(token) else ""


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def by_token(edition: Edition, token: str) -> Delegate | None:
    """The living delegate of this edition whom the token lets in."""
    found = Delegate.objects.filter(
        edition=edition, token_hash=hash_token(token), state=Delegate.State.APPOINTED
    )
    return found.select_related("network", "person").first()


def cookie_name(edition: Edition) -> str:
    return f"delegate-{edition.code}"


def let_in(request: HttpRequest, response: HttpResponse, delegate: Delegate, edition: Edition) -> None:
    value = signing.dumps([delegate.pk.hex, delegate.token_hash[:16]], salt=SALT, compress=False)
    response.set_cookie(
        cookie_name(edition),
        value,
        max_age=DAYS * 86400,
        path=_path(edition),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def let_out(response: HttpResponse, edition: Edition) -> None:
    response.delete_cookie(cookie_name(edition), path=_path(edition), samesite="Lax")


def _path(edition: Edition) -> str:
    return f"{settings.FORCE_SCRIPT_NAME or ''}/{edition.programme.slug}/assembly/"


def delegate_in(request: HttpRequest, edition: Edition) -> Delegate | None:
    """Whom the cookie names, as long as the delegacy and this way in live."""
    value = request.COOKIES.get(cookie_name(edition), "")
    if not value:
        return None
    try:
        id, mark = signing.loads(value, salt=SALT, max_age=DAYS * 86400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Delegate.objects.filter(edition=edition, pk=id, state=Delegate.State.APPOINTED)
    delegate = found.select_related("network").first()
    return delegate if delegate is not None and delegate.token_hash[:16] == mark else None


def delegacies(by: Actor, edition: Edition) -> list[Delegate]:
    """The living delegacies by which they act in this edition: of a person all, of a link the one it was given for."""
    begin = f"{edition.pk}:"
    networks = [one.removeprefix(begin) for one in by.scopes("delegate") if one.startswith(begin)]
    if by.person_id is None or not networks:
        return []
    found = Delegate.objects.filter(
        edition=edition, person_id=by.person_id, network__in=networks, state=Delegate.State.APPOINTED
    )
    return list(found.select_related("network"))


def actor_in(request: HttpRequest, edition: Edition) -> Actor:
    """Who acts in this edition: the one logged in with their living delegacies, or else whom the cookie names, with that
    delegacy and nothing else. The middleware has asked already; this says it where a page means it."""
    return request.actor  # type: ignore[attr-defined]


def with_what_is_held(request: HttpRequest, by: Actor, code: str) -> Actor:
    """The request's actor on the pages of an edition. One query for people, one for phones that came by a link."""
    if by.is_person:
        held = kept(request.programme, f"assemble.delegacies.{by.person_id}", lambda: _held(by))  # type: ignore[attr-defined]
        return Actor(by.programme_id, by.kind, by.person_id, by.grants, held)
    if f"delegate-{code}" not in request.COOKIES:
        return by
    edition = editions.edition(request.programme, code)  # type: ignore[attr-defined]
    delegate = delegate_in(request, edition) if edition is not None else None
    if delegate is None:
        return by
    return with_delegacies(Actor(by.programme_id, "person", delegate.person_id), [delegate])


def _held(by: Actor) -> frozenset[Grant]:
    """Of all living delegacies of a person, in whichever edition."""
    found = Delegate.objects.filter(
        programme_id=by.programme_id, person_id=by.person_id, state=Delegate.State.APPOINTED
    )
    rows = found.order_by().values_list("edition_id", "network_id", "part")
    return frozenset(grant for row in rows for grant in grants_of(*row))


__all__ = [
    "actor_in",
    "by_token",
    "delegacies",
    "delegate_in",
    "hash_token",
    "let_in",
    "let_out",
    "token_of",
    "with_what_is_held",
]
