"""Entries of the test province, in as few words as a test needs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from thaktho.ground.intake import actions as intakes
from thaktho.ground.intake.models import Intake
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.places.actions import load_official
from thaktho.stages.capital import actions
from thaktho.stages.capital.models import Capital


class Register:
    def __init__(self, province: Any) -> None:
        self.province = province
        self.by = province.actor("secretariat")

    def add(self, name: str = "ธนาคารความดี", *, by: str = "secretariat", **cells: Any) -> Capital:
        given = {"kind": "social", "name": name, "network": "religion"} | cells
        entry = actions.add(self.province.actor(by), self.province.programme, given)
        return self.fresh(entry)

    def fresh(self, entry: Capital) -> Capital:
        return Capital.objects.select_related("network", "programme").get(pk=entry.pk)

    def confirmed(self, name: str = "ธนาคารความดี", year: int = 2565, **cells: Any) -> Capital:
        entry = self.add(name, **cells)
        actions.confirm(self.by, entry, year)
        return self.fresh(entry)

    def file(
        self, *rows: list[str], by: str = "secretariat", network: str = "", room: str = "capital"
    ) -> Intake:
        """A CSV brought and read."""
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        made = intakes.bring(
            self.province.actor(by),
            self.province.programme,
            room,
            self.province.networks[network] if network else None,
            "ทะเบียน.csv",
            out.getvalue().encode(),
        )
        run_now(made.job)
        return Intake.objects.select_related("programme", "network", "file").get(pk=made.pk)


@pytest.fixture
def register(province) -> Register:
    load_official(only=["57"])
    return Register(province)
