"""Certificates to be measured by `bench.badges`."""

from __future__ import annotations

import datetime as dt

from thaktho.documents.frames.certificates import CertificatePaper, CertificatesDocument

from .badges import NAMES

BODY = """ได้เข้าร่วมสมัชชาคุณธรรมจังหวัดเชียงราย ปี 2563 และร่วมประกาศเจตนารมณ์ขับเคลื่อนจังหวัดคุณธรรม
ระหว่างวันที่ 1–2 กันยายน 2563 ณ หอประชุมใหญ่ มหาวิทยาลัยตัวอย่าง อำเภอเมืองเชียงราย จังหวัดเชียงราย"""


def certificates(count: int) -> CertificatesDocument:
    on = dt.date(2020, 9, 1)
    signers = (("นายตัวอย่าง ผู้ว่าการ", "ผู้ว่าราชการจังหวัดเชียงราย"), ("นางตัวอย่าง วัฒนธรรม", "วัฒนธรรมจังหวัดเชียงราย"))
    return CertificatesDocument(
        "จังหวัดเชียงราย โดยสำนักงานวัฒนธรรมจังหวัดเชียงราย",
        on,
        tuple(
            CertificatePaper(
                number, 2563, NAMES[number % len(NAMES)], BODY, on, "7K4M29HXQW3RT6UY",
                f"https://assembly.example.go.th/chiang-rai/assembly/verify/{number:016d}/", signers, is_example=True,
            )
            for number in range(1, count + 1)
        ),
    )  # fmt: skip
