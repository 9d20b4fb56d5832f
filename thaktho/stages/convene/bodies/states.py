"""What cannot be done: reporting in a circle, ending what others report to, changing what ended."""

from __future__ import annotations

from django.utils.translation import gettext

from .models import Body


class Refused(Exception):
    """Not now, or not so; the words say why and what to do."""


class Circle(Refused):
    """The body would report to itself by way of others."""


class Changed(Exception):
    def __init__(self, body: Body) -> None:
        super().__init__(f"body {body.pk} is at version {body.version}")
        self.body = body


def must_stand(body: Body) -> None:
    if not body.stands:
        raise Refused(gettext("คณะนี้สิ้นสุดแล้ว นำกลับก่อนจึงแก้ได้"))


def no_circle(body: Body, parent: Body | None, parents: dict[object, Body | None]) -> None:
    """`parents`: body id -> the body it reports to. Raises Circle with the way round, in words."""
    way = [body.name]
    here = parent
    while here is not None:
        way.append(here.name)
        if here.pk == body.pk:
            raise Circle(
                gettext("รายงานวนกลับมาที่เดิม: %(way)s เลือกคณะอื่นที่จะรายงานต่อ") % {"way": " → ".join(way)}
            )
        if len(way) > len(parents) + 2:
            break
        here = parents.get(here.pk)
