"""Which network a text means: a code, a name or an alias of a data file. What is unknown is kept as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[2] / "criteria" / "networks" / "chiang_rai_2563.yaml"


@dataclass(frozen=True)
class Network:
    order: int
    code: str
    name: str


def _key(text: str) -> str:
    return re.sub(r"[\s\"'“”.()]", "", text).lower()


class Networks:
    """Known networks by any of their names."""

    def __init__(self, path: Path = FILE) -> None:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.version = str(data["version"])
        self.all = [Network(int(n["order"]), str(n["code"]), str(n["name"])) for n in data["networks"]]
        self._by: dict[str, Network] = {}
        for network, entry in zip(self.all, data["networks"], strict=True):
            for name in (network.code, network.name, *entry.get("aliases", [])):
                self._by[_key(name)] = network

    def find(self, text: str) -> Network | None:
        """The network that `text` names, or None. "เครือข่าย" before the name does not matter."""
        key = _key(text)
        return self._by.get(key) or self._by.get(key.removeprefix("เครือข่าย")) or self._by.get(f"เครือข่าย{key}")

    def from_stem(self, stem: str) -> Network | None:
        """The network a file is named for: "01-religion" or "เครือข่ายศาสนา 2563"."""
        bare = re.sub(r"^[\d\s._-]+", "", stem)
        for text in (bare, re.sub(r"[\d\s._-]+$", "", bare)):
            if found := self.find(text) or self.find(text.replace("-", "_")):
                return found
        return None
