"""What cannot be done is refused with its reason, which the page says."""


class Refused(Exception):
    """Not now, or not so; the words say why and what to do."""
