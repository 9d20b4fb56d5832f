"""The demonstration's logins. Needs the settings only, so that `thaktho run` greets without loading Django."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.conf import settings

FOLDER = Path(__file__).resolve().parent


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
        kept.write_text("thaktho-" + "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(6)))
        kept.chmod(0o600)
    return kept.read_text()


def logins() -> list[Login]:
    password = demo_password()
    items = yaml.safe_load((FOLDER / "chiang-rai.yaml").read_text(encoding="utf-8"))["logins"]
    return [Login(item["label"], item["username"], password) for item in items]
