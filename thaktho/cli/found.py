"""`thaktho found PROVINCE.yaml`: begin a province's programme, and print the invitation for its secretariat.

The file names the programme and its networks, as many as the province has:

    programme: {slug: nan, province: "55", name_th: น่านจังหวัดคุณธรรม, office_th: สำนักงานวัฒนธรรมจังหวัดน่าน,
                first_year: 2570, last_year: 2572}
    networks:
      - {code: religion, name: เครือข่ายศาสนา, short: ศาสนา, aliases: [เครือข่ายทางศาสนา]}
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    verb = verbs.add_parser("found", help="begin a province's programme from a YAML file")
    verb.add_argument("file", type=Path, metavar="PROVINCE.yaml")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from .django_ready import setup

    setup()
    import yaml
    from django.db import IntegrityError, transaction

    from thaktho.ground.programme.actions import ReservedSlug

    try:
        plan = yaml.safe_load(args.file.read_text(encoding="utf-8"))
        with transaction.atomic():
            address = _found(plan)
    except FileNotFoundError:
        return _refuse(f"ไม่พบไฟล์ {args.file}")
    except (yaml.YAMLError, KeyError, TypeError) as error:
        return _refuse(f"{args.file}: อ่านไม่ได้ หรือขาด {error} ดูตัวอย่างด้วย thaktho found --help")
    except ReservedSlug as error:
        return _refuse(f"{args.file}: ใช้ slug “{error}” ไม่ได้ เพราะเป็นที่อยู่ของระบบเอง")
    except IntegrityError:
        return _refuse(f"{args.file}: มีโครงการที่ใช้ slug นี้แล้ว หรือไม่พบรหัสจังหวัด ให้รัน thaktho load-places ก่อน")
    print(f"เชิญฝ่ายเลขานุการด้วยลิงก์นี้ (ใช้ได้ครั้งเดียว ใน 14 วัน): {address}")
    return 0


def _found(plan: dict[str, Any]) -> str:
    """Everything or nothing; returns the invitation's address on this server."""
    from thaktho.ground.access import system
    from thaktho.ground.people import actions as people
    from thaktho.ground.programme.actions import found

    fields = dict(plan["programme"])
    programme = found(province_code=str(fields.pop("province")), **fields)
    by = system(programme.pk)
    for order, row in enumerate(plan["networks"], 1):
        people.add_network(
            by,
            programme,
            code=row["code"],
            name=row["name"],
            short_name=row.get("short", row["name"].removeprefix("เครือข่าย")),
            order=order,
            valid_from=programme.first_year,
            aliases=row.get("aliases", []),
        )
    _, token = people.invite(by, programme, "secretariat")
    return f"/{programme.slug}/people/join/{token}/"


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
