"""What a row's place must hold: a branch of this programme, and a project that is neither itself nor an activity.

A project has activities; an activity has none. Two levels make rings impossible, and every sum plain.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from ..cells import Cells
from ..models import Branch, PlanRow
from ..states import Refused


def must_have_place(row: PlanRow, cells: Cells) -> None:
    """Inside an act, before cells are written."""
    if cells.get("branch"):
        _branch(row, cells["branch"])
    if cells.get("part_of"):
        _project(row, cells["part_of"])


def hold_project(row: PlanRow, code: str) -> None:
    """Row and project are held together, in one order: two rows made each other's activity at once do not wait for each
    other in a circle."""
    if code != str(row.part_of_id or "") and (pk := _uuid(code)):
        held = PlanRow.objects.select_for_update(of=("self",), no_key=True).filter(
            programme_id=row.programme_id
        )
        list(held.filter(pk__in=[row.pk, pk]).order_by("pk").values_list("pk"))


def must_fit_again(row: PlanRow) -> None:
    """A row that comes back is an activity still; its project may have become one too meanwhile."""
    project = row.part_of
    if project is not None and project.live and project.part_of_id:
        raise Refused(
            gettext("โครงการของแถวนี้ “%(title)s” กลายเป็นกิจกรรมของโครงการอื่นแล้ว ให้ปลดออกก่อน จึงนำแถวนี้กลับมาได้")
            % {"title": project.title}
        )


def _branch(row: PlanRow, code: str) -> None:
    pk = _uuid(code)
    found = Branch.objects.filter(pk=pk, programme_id=row.programme_id, removed_at=None).select_related(
        "tree"
    )
    branch = found.first() if pk else None
    if branch is None:
        raise Refused(gettext("ไม่พบกิ่งของโครงแผนที่เลือก อาจถูกนำออกแล้ว กรุณาเลือกใหม่"))
    if branch.tree.network_id not in (None, row.network_id):
        raise Refused(gettext("กิ่งนี้เป็นของแผนเครือข่ายอื่น ผูกได้กับแผนของเครือข่ายตนเอง หรือแผนของจังหวัด อำเภอ องค์กร"))


def _project(row: PlanRow, code: str) -> None:
    if code == str(row.pk):
        raise Refused(gettext("แถวหนึ่งเป็นกิจกรรมของตัวเองไม่ได้ เลือกโครงการอื่น หรือเว้นว่าง"))
    pk = _uuid(code)
    found = PlanRow.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=pk, programme_id=row.programme_id, network_id=row.network_id, live=True
    )
    project = found.first() if pk else None
    if project is None:
        raise Refused(gettext("ไม่พบโครงการที่เลือกในแผนของเครือข่ายนี้ กรุณาเลือกใหม่"))
    if project.part_of_id == row.pk:
        raise Refused(gettext("“%(title)s” เป็นกิจกรรมของแถวนี้อยู่แล้ว ผูกกลับจะวนเป็นวง") % {"title": project.title})
    if project.part_of_id:
        raise Refused(
            gettext("“%(title)s” เป็นกิจกรรมของโครงการอื่น กิจกรรมมีกิจกรรมย่อยอีกไม่ได้") % {"title": project.title}
        )
    if row.parts.filter(live=True).exists():
        raise Refused(gettext("แถวนี้เป็นโครงการที่มีกิจกรรมอยู่แล้ว จึงเป็นกิจกรรมของโครงการอื่นไม่ได้"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
