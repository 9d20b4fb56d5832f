"""`thaktho found PROVINCE.yaml`: begin a province's programme, and print the invitation for its secretariat."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from .speech import reason

HOW = """เริ่มโครงการของจังหวัด แล้วพิมพ์ลิงก์เชิญของฝ่ายเลขานุการ ไฟล์บอกชื่อโครงการและเครือข่าย กี่เครือข่ายก็ได้:

    programme: {slug: nan, province: "55", name_th: น่านจังหวัดคุณธรรม, office_th: สำนักงานวัฒนธรรมจังหวัดน่าน,
                first_year: 2570, last_year: 2572}
    networks:
      - {code: religion, name: เครือข่ายศาสนา, short: ศาสนา, aliases: [เครือข่ายทางศาสนา]}
"""
EXAMPLE = "ดูตัวอย่างด้วย thaktho found --help"


def add(verbs: Any) -> None:
    verb = verbs.add_parser("found", description=HOW, help="เริ่มโครงการของจังหวัดจากไฟล์ YAML")
    verb.add_argument("file", type=Path, metavar="PROVINCE.yaml", help="ไฟล์ที่บอกชื่อโครงการและเครือข่าย")
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
    except OSError as error:
        return _refuse(f"{args.file}: เปิดไม่ได้ ({reason(error)})")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" บรรทัด {mark.line + 1}" if mark else ""
        return _refuse(f"{args.file}{where}: อ่านเป็น YAML ไม่ได้ {EXAMPLE}")
    except KeyError as error:
        return _refuse(f"{args.file}: ขาด {error.args[0]} {EXAMPLE}")
    except (TypeError, AttributeError, ValueError):
        return _refuse(f"{args.file}: รูปแบบไม่ตรง {EXAMPLE}")
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
