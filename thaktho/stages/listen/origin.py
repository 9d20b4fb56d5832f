"""The address that stands in a printed QR: plain HTTP of this server, as phones in the hall reach it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

from thaktho.ground.lan import addresses, is_this_machine

from .models import Topic

HOST = re.compile(r"[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)


def proposed(request: HttpRequest) -> str:
    """What this page was asked for by; where that is the laptop itself, its address in the local network."""
    name, colon, port = request.get_host().partition(":")
    if is_this_machine(name) and (own := addresses()):
        return f"http://{own[0]}{colon}{port}"
    return f"{request.scheme}://{request.get_host()}"


def public(request: HttpRequest, topic: Topic, path: str) -> str:
    """The address that leaves the screen, in a QR, on paper or in LINE: one for the whole topic, wherever the office sits."""
    return (topic.address or proposed(request)) + path


def local_only(request: HttpRequest, topic: Topic) -> bool:
    """Would a phone that follows the topic's address find itself?"""
    return is_this_machine(urlsplit(topic.address or proposed(request)).hostname or "")


def origin(text: str) -> str | None:
    """A typed address brought to its form, or None when it is none: http://192.168.43.1:8000."""
    text = text.strip().rstrip("/")
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
    except ValueError:  # http://[
        return None
    if parts.scheme not in ("http", "https") or parts.path or parts.query or not HOST.fullmatch(parts.netloc):
        return None
    return f"{parts.scheme}://{parts.netloc}"
