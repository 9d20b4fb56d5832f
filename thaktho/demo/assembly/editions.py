from __future__ import annotations

from thaktho.stages.assemble.models import Edition

from . import World


def load(world: World) -> None:
    for number, code in enumerate(("2563", "2564"), 1):
        world.editions[code] = Edition.objects.create(
            programme=world.programme,
            code=code,
            title=f"สมัชชาคุณธรรมจังหวัดเชียงราย ปี {code}",
            number=number,
            year=int(code),
            stage="follow_up" if code == "2563" else "declare_draft",
        )
