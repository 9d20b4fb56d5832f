"""What the documentation points to is there: links, the paths of «where things live», the map, the navigation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
PATH = re.compile(r"`([\w.\-]+(?:/[\w.\-]+)*/?)`")


def links(page: Path) -> list[str]:
    """Relative targets without their anchors."""
    found = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return [link.split("#")[0] for link in found if not re.match(r"[a-z]+:|#|/", link)]


def paths(page: Path) -> list[str]:
    """What stands in backticks and has a slash."""
    return [path for path in PATH.findall(CODE.sub("", page.read_text(encoding="utf-8"))) if "/" in path]


def stands(path: str) -> bool:
    places = [ROOT / path, ROOT / "thaktho" / path]
    return any(place.is_dir() if path.endswith("/") else place.exists() for place in places)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


def test_paths_of_where_things_live() -> None:
    named = paths(DOCS / "where-things-live.md")
    assert len(named) > 10
    assert [path for path in named if not stands(path)] == []


def test_map_of_the_readme() -> None:
    map_ = re.findall(r"^\| `([^`]+/)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(map_) > 8
    assert [path for path in map_ if not (ROOT / path).is_dir()] == []


def test_every_page_is_in_the_navigation_once() -> None:
    def pages(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        parts = entry.values() if isinstance(entry, dict) else entry
        return [page for part in parts for page in pages(part)]  # type: ignore[attr-defined]

    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = pages(settings["nav"])
    assert listed[0] == "glossary.md"
    assert sorted(listed) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))


@pytest.mark.parametrize("verb", ["weave", "opinion", "dates", "verify-ledger"])
def test_what_needs_no_server_is_in_the_manual_and_the_readme(verb: str) -> None:
    assert f"## thaktho {verb}:" in (DOCS / "howto" / "command-line.md").read_text(encoding="utf-8")
    assert f"bin/thaktho {verb} " in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
