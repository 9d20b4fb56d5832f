"""What `make run` uses: one machine, SQLite unless DATABASE_URL says otherwise, Chiang Rai loaded, known logins."""

from .base import *
from .base import VAR, env

SECRET_KEY_FILE = VAR / "secret-key"


def _secret() -> str:
    """A key of this machine's own, made once, so that logins outlive a restart."""
    from django.core.management.utils import get_random_secret_key

    if not SECRET_KEY_FILE.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        SECRET_KEY_FILE.write_text(get_random_secret_key())
        SECRET_KEY_FILE.chmod(0o600)
    return SECRET_KEY_FILE.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret()
ALLOWED_HOSTS = ["*"]
DEMO = True
