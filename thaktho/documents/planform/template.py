from __future__ import annotations


def write_template(network_name: str, fiscal_years: list[int], virtues: list[str]) -> bytes:
    raise NotImplementedError
