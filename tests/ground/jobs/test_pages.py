"""A job's page: found again, readable by its own rule, polled by htmx, whole without it."""

import pytest

from thaktho.ground.base import new_id
from thaktho.ground.jobs import actions, registry
from thaktho.ground.jobs.models import Job


@pytest.fixture
def job(province, monkeypatch):
    monkeypatch.setattr(registry, "_works", {"test.work": lambda job, progress: {"url": "/chiang-rai/plan/"}})
    return ask(province, "religion")


def ask(province, who, read_verb="people.read"):
    by = province.actor(who)
    return actions.ask(
        by, province.programme, kind="test.work", title="รวมแผน", params={}, read_verb=read_verb
    )


def page(province, job, who="secretariat", path="", **headers):
    return province.client(who).get(province.url(f"jobs/{job.pk}/{path}"), headers=headers)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 403),
        ("observer", 200),
        ("religion", 200),
        ("youth", 200),
        ("executive", 200),
        ("secretariat", 200),
    ],
)
@pytest.mark.parametrize("path", ["", "progress/"])
def test_its_own_rule_is_asked(province, job, who, status, path):
    response = page(province, job, who, path, **{"HX-Request": "true"})
    assert response.status_code in ((302, 403) if status == 403 else (200,))


def test_another_province_has_no_such_job(province, other, job):
    for path in ("", "progress/", "cancel/", "retry/"):
        method = "get" if path in ("", "progress/") else "post"
        response = getattr(other.client("secretariat"), method)(other.url(f"jobs/{job.pk}/{path}"))
        assert response.status_code == 404
    assert "รวมแผน" not in other.client("secretariat").get(other.url("jobs/")).content.decode()


def test_while_it_runs_the_page_asks_again(province, job):
    Job.objects.filter(pk=job.pk).update(state="running", done=89, total=144, message="กำลังเทียบแถว")
    html = page(province, job).content.decode()
    assert 'hx-trigger="every 2s"' in html and "89 จาก 144" in html and "กำลังเทียบแถว" in html
    assert f'href="/chiang-rai/jobs/{job.pk}/"' in html  # the way without JavaScript
    part = page(province, job, path="progress/", **{"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'hx-trigger="every 2s"' in part


def test_when_it_is_done_asking_ends_and_the_result_is_linked(province, job):
    actions.run_now(job)
    html = page(province, job).content.decode()
    assert "hx-trigger" not in html and 'href="/chiang-rai/plan/"' in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "https://evil.example/", None])
def test_a_result_leads_nowhere_else(province, job, url):
    Job.objects.filter(pk=job.pk).update(state="done", result={"url": url})
    html = page(province, job).content.decode()
    assert "ดูผล" not in html and "evil" not in html


def test_progress_without_htmx_is_the_page(province, job):
    assert page(province, job, path="progress/").url == f"/chiang-rai/jobs/{job.pk}/"


def test_cancel_and_retry_by_form(province, job):
    client = province.client("religion")
    act_id = str(new_id())
    for _ in range(2):
        assert client.post(province.url(f"jobs/{job.pk}/cancel/"), {"act_id": act_id}).status_code == 302
    job.refresh_from_db()
    assert job.state == "cancelled"
    client.post(province.url(f"jobs/{job.pk}/retry/"), {"act_id": str(new_id())})
    job.refresh_from_db()
    assert job.state == "waiting"
    assert client.get(province.url(f"jobs/{job.pk}/retry/")).status_code == 405


def test_what_can_no_longer_be_cancelled_says_so(province, job):
    actions.run_now(job)
    client = province.client("religion")
    html = client.post(province.url(f"jobs/{job.pk}/cancel/"), follow=True).content.decode()
    assert "เปลี่ยนสถานะไปแล้ว" in html


def test_the_list_holds_what_one_may_read(province, job, queries):
    for _ in range(60):
        ask(province, "secretariat", read_verb="ledger.read")
    coordinator, office = province.client("religion"), province.client("secretariat")
    with queries(15):
        html = coordinator.get(province.url("jobs/")).content.decode()
    assert html.count("รวมแผน") == 1
    with queries(15):
        html = office.get(province.url("jobs/")).content.decode()
    assert html.count("รวมแผน") == 50 and 'rel="next"' in html
    assert province.client().get(province.url("jobs/")).status_code in (302, 403)
