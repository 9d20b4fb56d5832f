"""The logins of the demonstration. Knows no model, so that they can be printed before Django is set up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.conf import settings

FILE = Path(__file__).with_name("chiang-rai.yaml")


@dataclass(frozen=True)
class Login:
    role: str
    username: str
    password: str


def demo_password() -> str:
    """One password for all demonstration logins, made on this machine: no known password is ever served."""
    kept = Path(settings.VAR) / "demo-password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(
            "thaktho-" + "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(6))
        )
        kept.chmod(0o600)
    return kept.read_text()


def logins() -> list[Login]:
    password = demo_password()
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["logins"]
    return [Login(item["label"], item["username"], password) for item in rows]
