"""Name badges and certificates of a whole assembly, each in one PDF: seconds, size and memory.

python -m bench.badges [HOW_MANY …]
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import time

from thaktho.documents.frames import NetworkMark
from thaktho.documents.frames.badges import Badge, BadgesDocument, badges_pdf

DAY = dt.date(2020, 9, 1)
NAMES = (
    "นายสมชาย ใจดี", "พระครูสุนทรธรรมประภัสสร์", "นางสาวน้ำผึ้ง ณ เชียงใหม่", "เด็กหญิงกุลธิดา ศรีวิชัย",
    "พระพุทธิวงศ์วิวัฒน์สุขุมธรรมวิสิฐบูรพคณาจารย์ (บุญธรรม ธมฺมวโร ป.ธ.9)", "ผู้ช่วยศาสตราจารย์ ดร.ธัญญลักษณ์ กิตติพงศ์พัฒนากุล",
)  # fmt: skip


def badges(count: int) -> BadgesDocument:
    networks = [NetworkMark(order, f"เครือข่ายตัวอย่างที่ {order}") for order in range(1, 14)]
    return BadgesDocument(
        "สมัชชาคุณธรรมจังหวัดเชียงราย ปี 2563",
        DAY,
        tuple(
            Badge(
                number,
                f"{NAMES[number % len(NAMES)]}",
                f"https://assembly.example.go.th/chiang-rai/assembly/2563/day/in/{number:012d}/",
                "ผู้อำนวยการโรงเรียนตัวอย่างวิทยาคม สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเชียงราย เขต 1",
                networks[number % 13],
                is_example=True,
            )
            for number in range(1, count + 1)
        ),
    )


def measure(what: str, count: int) -> None:
    """In this process: begin one for each measure, for memory is counted at its highest."""
    begun = time.perf_counter()
    if what == "badges":
        data = badges_pdf(badges(count))
    else:
        from thaktho.documents.frames.certificates import certificates_pdf

        from .badges_paper import certificates

        data = certificates_pdf(certificates(count))
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{f'{count:,} {what}':24}{took:9.1f}{len(data) / 1024:9.0f}{memory:9.0f}", flush=True)


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [300, 3000]
    print(f"{'':24}{'seconds':>9}{'KB':>9}{'MB':>9}", flush=True)
    for what in ("badges", "certificates"):
        for count in counts:
            code = f"from bench.badges import measure; measure({what!r}, {count})"
            subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main()
