"""A real office: everything secret comes from the environment, everything is behind HTTPS."""

from .base import *
from .base import CACHES, env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
# One proxy stands before the server. Logins are slowed down by the address it names: by its own, ten wrong passwords
# of anybody would keep everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The limit of login attempts counts here. In the database all processes of all machines share it; a cache in memory
# would let each of them count for itself.
CACHES["default"] = env.cache_url("CACHE_URL", default="dbcache://thaktho_cache")
