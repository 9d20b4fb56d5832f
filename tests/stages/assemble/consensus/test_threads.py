from __future__ import annotations

from thaktho.stages.assemble.consensus import threads
from thaktho.stages.assemble.models import Edition


def test_what_is_rehearsed_is_not_on_a_visitors_thread(floor):
    row = floor.resolution()
    visitor, desk = floor.made.province.visitor, floor.desk
    assert set(threads.load_resolutions(visitor, [row.pk])) == {row.pk}
    real = Edition.objects.create(
        programme=floor.edition.programme, code="2570", title="จริง", number=2, year=2570
    )
    Edition.objects.filter(pk=floor.edition.pk).update(rehearsal_of=real)
    assert threads.load_resolutions(visitor, [row.pk]) == {}
    assert set(threads.load_resolutions(desk, [row.pk])) == {row.pk}
