"""A key of this machine's own."""

from __future__ import annotations

from pathlib import Path


def own_key(file: Path) -> str:
    """Made once and kept, so that logins and receipts outlive a restart."""
    from django.core.management.utils import get_random_secret_key

    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(get_random_secret_key())
        file.chmod(0o600)
    return file.read_text()
