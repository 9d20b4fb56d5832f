"""The only writer of this room: one module a matter, one function a verb."""

from .confirming import confirm, unconfirm
from .entries import add, change, restore, retire

__all__ = ["add", "change", "confirm", "restore", "retire", "unconfirm"]
