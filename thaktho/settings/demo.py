"""What `make run` uses: one machine, SQLite unless DATABASE_URL says otherwise, Chiang Rai loaded, known logins."""

from .base import *
from .base import VAR, env
from .own_key import own_key

SECRET_KEY = env("SECRET_KEY", default="") or own_key(VAR / "secret-key")
ALLOWED_HOSTS = ["*"]
DEMO = True
