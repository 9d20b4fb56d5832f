"""The link by which a recipient answers. Made of the recipient's id by the installation's secret, never stored."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

from .models import LetterRecipient


def token_of(recipient_id: object) -> str:
    """32 signs of a web address, 192 bits."""
    made = salted_hmac("thaktho.convene.reply", str(recipient_id), algorithm="sha256").digest()
    return urlsafe_b64encode(made[:24]).decode()


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_token(recipient: LetterRecipient) -> str:
    """The token again, for printing; "" where the house's secret was changed since the letter was issued."""
    token = token_of(recipient.pk)
    return token if hash_token(token) == recipient.token_hash else ""
