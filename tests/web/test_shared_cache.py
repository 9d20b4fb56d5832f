"""The shared cache counts attempts to log in; no page needs it, also not where its table was not made yet."""

import pytest

from thaktho.stages.plan import actions


@pytest.fixture
def _no_table(settings):
    missing = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "no_such_table"}
    settings.CACHES = settings.CACHES | {"default": missing}


@pytest.mark.usefixtures("_no_table")
def test_pages_do_without_it(province):
    row = actions.add_row(province.actor("religion"), province.networks["religion"], {"title": "อบรม"})
    for who, path in (
        ("visitor", ""), ("secretariat", "desk/"), ("religion", "plan/religion/"), ("religion", f"plan/rows/{row.pk}/"),
    ):  # fmt: skip
        assert province.client(who).get(province.url(path)).status_code == 200, path
