"""The only writer of this room: one module a matter, one function a verb."""

from .adoption import adopt, drop
from .tools import add, change, restore, retire, start, unverify, verify

__all__ = ["add", "adopt", "change", "drop", "restore", "retire", "start", "unverify", "verify"]
