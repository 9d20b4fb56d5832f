"""Reading a file: killed in its midst it begins again; broken off for good it is given back to people."""

import pytest

from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.actions import imports, staging
from thaktho.stages.plan.models import BudgetLine, CellFlag, ImportBatch, PlanRow

from .conftest import line, titles, xlsx


def test_killed_in_the_middle_of_reading_it_begins_again(province, monkeypatch):
    data = xlsx(
        *(
            line(n, f"แถว {n}", when="วันพระใหญ่" if n % 7 == 0 else "11 มี.ค. 2563", budget=n)
            for n in range(1, 31)
        )
    )
    monkeypatch.setattr(staging, "CHUNK", 10)
    real, calls = staging._store, []

    def dies(*args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt  # the process is ended
        return real(*args)

    monkeypatch.setattr(staging, "_store", dies)
    batch = actions.bring(province.actor("religion"), province.networks["religion"], "แผน.xlsx", data)
    with pytest.raises(KeyboardInterrupt):
        run_now(batch.job)
    batch.refresh_from_db()
    assert batch.state == "reading" and PlanRow.objects.filter(batch=batch).count() == 20
    assert run_now(Job.objects.get(pk=batch.job_id)).state == "done"
    batch.refresh_from_db()
    assert (batch.state, PlanRow.objects.filter(batch=batch).count()) == ("preview", 30)
    assert BudgetLine.objects.count() == 30 and CellFlag.objects.count() == 4 == batch.flag_count
    actions.apply_import(province.actor("religion"), batch)
    assert len(titles(province)) == 30


@pytest.mark.parametrize("left", ["failed", "cancelled", "done", "gone"])
def test_a_reading_that_broke_off_is_given_back(province, left):
    """The worker was killed as often as it may try, or the job is no more: nobody reads this file any longer."""
    by = province.actor("secretariat")
    batch = actions.bring(by, province.networks["religion"], "แผน.xlsx", xlsx(line(1, "ก")))
    assert imports.sweep_broken_off() == 0  # it waits for a worker: that is no standstill
    if left == "gone":
        ImportBatch.objects.update(job=None)
    else:
        Job.objects.filter(pk=batch.job_id).update(state=left)
    assert imports.sweep_broken_off() == 1 and imports.sweep_broken_off() == 0
    client, address = province.client("secretariat"), province.url(f"plan/imports/{batch.pk}/")
    page = client.get(address).content.decode()
    assert "กดอ่านอีกครั้งได้" in page and f"{address}again/" in page
    assert any(batch.file.name in line.title for line in queries.waiting(by, province.programme))
    assert client.post(f"{address}again/").status_code == 302
    batch.refresh_from_db()
    assert batch.state == "reading"
    run_now(batch.job)
    batch.refresh_from_db()
    assert (batch.state, batch.row_count, batch.refusal) == ("preview", 1, {})


def test_a_reading_begun_again_from_its_jobs_page_goes_on(province):
    batch = actions.bring(
        province.actor("secretariat"), province.networks["religion"], "แผน.xlsx", xlsx(line(1, "ก"))
    )
    Job.objects.filter(pk=batch.job_id).update(state="failed")
    imports.sweep_broken_off()
    Job.objects.filter(pk=batch.job_id).update(state="waiting")
    run_now(batch.job)
    batch.refresh_from_db()
    assert batch.state == "preview"
