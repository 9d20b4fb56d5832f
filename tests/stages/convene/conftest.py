"""A meeting of the test province, in any phase, and a way to build more."""

from __future__ import annotations

from datetime import date

import pytest

from thaktho.stages.convene import actions
from thaktho.stages.convene.models import Meeting, MeetingNetwork

DAY = date(2020, 3, 11)


class Room:
    """Verbs of the room as the secretariat does them, in as few words as a test needs."""

    def __init__(self, province):
        self.province = province
        self.by = province.actor("secretariat")

    def plan(self, **fields) -> Meeting:
        fields.setdefault("title", "ประชุมจัดทำแผนการขับเคลื่อนเครือข่ายทางสังคม")
        fields.setdefault("held_on", DAY)
        fields.setdefault("place_text", "อาคารคชสาร อบจ.เชียงราย")
        fields.setdefault("chair_name", "นายภาสกร บุญญลักษม์")
        fields.setdefault("chair_position", "รองผู้ว่าราชการจังหวัดเชียงราย")
        fields.setdefault("networks", list(self.province.networks.values()))
        return actions.plan_meeting(self.by, self.province.programme, **fields)

    def at(self, phase: str, **fields) -> Meeting:
        """A meeting in this phase, by the moves that lead there."""
        meeting = self.plan(**fields)
        if phase == "cancelled":
            return actions.cancel_meeting(self.by, meeting, "เลื่อน")
        if phase in ("open", "closed", "minutes_approved"):
            meeting = actions.open_meeting(self.by, meeting)
        if phase in ("closed", "minutes_approved"):
            meeting = actions.close_meeting(self.by, meeting)
        if phase == "minutes_approved":
            actions.begin_minutes(self.by, meeting, recorder="ผู้จด ตัวอย่าง", checker="ผู้ตรวจ ตัวอย่าง")
            actions.approve_minutes(self.by, meeting)
        meeting.refresh_from_db()
        return meeting

    def place(self, meeting: Meeting, code: str) -> MeetingNetwork:
        return MeetingNetwork.objects.select_related("meeting").get(
            meeting=meeting, network=self.province.networks[code]
        )

    def seat(self, meeting: Meeting, code: str = "religion", name: str = "นาย ก ตัวอย่าง", **fields):
        return actions.add_seats(self.by, self.place(meeting, code), [{"name": name, **fields}])[0]


@pytest.fixture
def room(province) -> Room:
    return Room(province)
