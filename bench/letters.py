"""A letter to many: one PDF with a copy for each addressee, as an invitation to an assembly goes out.

python -m bench.letters [HOW_MANY …]
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import time

from thaktho.documents.frames.letters import Copy, LetterDocument, letters_pdf

from .badges import NAMES

BAR_SECONDS = 60  # of 500
PARAGRAPHS = (
    (
        "ด้วยจังหวัดเชียงราย โดยสำนักงานวัฒนธรรมจังหวัดเชียงราย ร่วมกับเครือข่ายทางสังคมในจังหวัด กำหนดจัดสมัชชาคุณธรรมจังหวัดเชียงราย "
        "เพื่อให้ทุกเครือข่ายร่วมกันพิจารณาและประกาศเจตนารมณ์ขับเคลื่อนจังหวัดคุณธรรม ในวันที่ 1 กันยายน 2563 ณ หอประชุมใหญ่ มหาวิทยาลัยตัวอย่าง"
    ),
    "ในการนี้ ขอเรียนเชิญท่านหรือผู้แทนเข้าร่วมสมัชชาดังกล่าวตามวัน เวลา และสถานที่ข้างต้น และโปรดแจ้งตอบรับภายในวันที่ 20 สิงหาคม 2563",
    "จึงเรียนมาเพื่อโปรดพิจารณา",
)


def letters(count: int) -> LetterDocument:
    subject = "ขอเชิญเข้าร่วมสมัชชาคุณธรรมจังหวัดเชียงราย"
    return LetterDocument(
        kind="external",
        number="ชร 0031/ว 123",
        office="สำนักงานวัฒนธรรมจังหวัดเชียงราย",
        address="ศาลากลางจังหวัดเชียงราย ถนนแม่ฟ้าหลวง อำเภอเมืองเชียงราย 57100",
        dated_on=dt.date(2020, 8, 1),
        subject=subject,
        references=(),
        enclosures=(("กำหนดการสมัชชา", "1 ฉบับ"),),
        signer="นางตัวอย่าง วัฒนธรรม",
        signer_lines=("วัฒนธรรมจังหวัดเชียงราย",),
        section="กลุ่มยุทธศาสตร์และเฝ้าระวังทางวัฒนธรรม",
        phone="0 0000 0000",
        printed_on=dt.date(2020, 8, 1),
        reply_words="โปรดแจ้งตอบรับภายในวันที่ 20 สิงหาคม 2563",
        is_example=True,
        copies=tuple(
            Copy(
                "rian", NAMES[number % len(NAMES)], subject, PARAGRAPHS, "นายกองค์การบริหารส่วนตำบลตัวอย่าง",
                f"https://assembly.example.go.th/chiang-rai/letters/answer/{number:016d}/",
            )
            for number in range(1, count + 1)
        ),
    )  # fmt: skip


def measure(count: int) -> None:
    """In this process: begin one for each measure, for memory is counted at its highest."""
    begun = time.perf_counter()
    data = letters_pdf(letters(count))
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{f'{count:,} letters':24}{took:9.1f}{len(data) / 1024:9.0f}{memory:9.0f}", flush=True)


def main() -> None:
    print(f"{'':24}{'seconds':>9}{'KB':>9}{'MB':>9}   (bar {BAR_SECONDS} s for 500)", flush=True)
    for count in [int(word) for word in sys.argv[1:]] or [50, 500]:
        code = f"from bench.letters import measure; measure({count})"
        subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main()
