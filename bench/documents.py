"""An integrated plan of 500 and of 5,000 rows as PDF, DOCX and XLSX, and an import of 20,000 rows.

python -m bench.documents [ROWS …]
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from bench.house import ask, house
from thaktho.documents.frames import NetworkMark, PlanDocument, PlanLine, plan_docx, plan_pdf, plan_xlsx

IMPORT = """
import time
from tests.faults import acts
from thaktho.ground.access import system
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.stages.plan import actions
from tests.stages.plan.conftest import line
programme = Programme.objects.get()
network = Network.objects.filter(programme=programme).first()
rows = (line(n, f"กิจกรรมที่ {n}", when="11 มี.ค. 2563" if n % 9 else "วันพระใหญ่", budget=n, area="จ.เชียงราย") for n in range(1, 20_001))
batch = actions.bring(system(programme.pk), network, "แผน.csv", acts._csv(rows))
begun = time.perf_counter()
actions.read_batch(programme, batch.pk, lambda done, total: None)
read = time.perf_counter() - begun
batch.refresh_from_db()
begun = time.perf_counter()
actions.apply_import(system(programme.pk), batch)
print(json.dumps([read, time.perf_counter() - begun]))
"""
WRITERS: dict[str, Callable[[PlanDocument], bytes]] = {"PDF": plan_pdf, "DOCX": plan_docx, "XLSX": plan_xlsx}


def plan(count: int) -> PlanDocument:
    marks = [NetworkMark(order, f"เครือข่ายที่ {order}") for order in range(1, 14)]
    rows = tuple(
        PlanLine(
            n,
            f"จัดกิจกรรมทำความดีด้วยหัวใจ พัฒนาแหล่งน้ำและถนนสาธารณะในชุมชน ครั้งที่ {n}",
            virtue="จิตอาสา พอเพียง",
            problem="คนรุ่นใหม่ขาดจิตสาธารณะและห่างวัด",
            good_deed="ร่วมกันพัฒนาวัดและชุมชนทุกวันพระ",
            indicator="ผู้เข้าร่วมไม่น้อยกว่า 100 คน",
            start=dt.date(2020, 3, 11),
            budget=Decimal(n * 100),
            agency="องค์การบริหารส่วนตำบลตัวอย่าง",
            networks=(marks[n % 13],),
            area="ต.เวียง อ.เมืองเชียงราย",
        )
        for n in range(1, count + 1)
    )
    return PlanDocument(
        "แผนบูรณาการ",
        "ฉบับที่ 1",
        "เชียงราย",
        "สำนักงานวัฒนธรรมจังหวัดเชียงราย",
        "ฉบับที่ 1",
        dt.date(2020, 3, 11),
        (2563, 2564, 2565),
        rows,
        is_example=True,
    )


def main(counts: list[int] | None = None) -> None:
    print(f"{'':24}{'seconds':>9}{'cpu s':>9}{'KB':>9}{'bar':>7}")
    for count in counts or [int(word) for word in sys.argv[1:]] or [500, 5000]:
        for name, write in WRITERS.items():
            begun, work = time.perf_counter(), time.process_time()
            data = write(plan(count))
            took = (
                f"{time.perf_counter() - begun:9.1f}{time.process_time() - work:9.1f}{len(data) / 1024:9.0f}"
            )
            print(f"{f'{count:,} rows as {name}':24}{took}{'15 s' if count == 500 else '':>7}", flush=True)
    for database in ("sqlite", "postgresql"):
        with house(database) as env:
            read, flip = ask(env, IMPORT)
            print(f"import 20,000 rows, {database}: read {read:.1f} s, applied in {flip:.2f} s", flush=True)


if __name__ == "__main__":
    main()
