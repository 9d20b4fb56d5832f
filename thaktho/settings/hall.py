"""A laptop in a hall without internet: real data, plain HTTP in a network of its own.

Phones reach it by an address that changes with the hotspot, so the machine's own are allowed when it starts; more by
ALLOWED_HOSTS. Nobody signs in over the air: staff work on the laptop itself (docs/howto/facilitator.md).
"""

from thaktho.ground.lan import addresses

from .base import *
from .base import VAR, env
from .own_key import own_key

SECRET_KEY = env("SECRET_KEY", default="") or own_key(VAR / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *addresses(), *env.list("ALLOWED_HOSTS", default=[])]
