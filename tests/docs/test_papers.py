"""The house papers: links resolve, commands named exist, decisions keep their form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = [
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "examples/README.md",
]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(#[^)\s]*)?\)")


def paper_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))


@pytest.mark.parametrize("paper", PAPERS, ids=paper_id)
def test_relative_links_resolve(paper: Path) -> None:
    targets = [link for link, _ in LINK.findall(paper.read_text("utf-8")) if not re.match(r"[a-z]+:", link)]
    assert [t for t in targets if not (paper.parent / t).exists()] == []


@pytest.mark.parametrize("paper", [*PAPERS, ROOT / ".ci/run"], ids=paper_id)
def test_make_targets_named_exist(paper: Path) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", paper.read_text("utf-8"), flags=re.MULTILINE))
    assert named <= make_targets()


def test_every_make_target_is_phony_and_helpful() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    told = set(re.findall(r"^([a-z]+):.*## \S", makefile, flags=re.MULTILINE))
    assert {"setup", "demo", "test", "check", "bench", "help"} == told
    phony = set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)).split())
    assert make_targets() <= phony


@pytest.mark.parametrize("decision", DECISIONS, ids=paper_id)
def test_decision_tells_context_choice_cost(decision: Path) -> None:
    assert re.match(r"\d{4}-[a-z0-9-]+\.md$", decision.name)
    headings = re.findall(r"^## (.*)$", decision.read_text("utf-8"), flags=re.MULTILINE)
    assert headings == ["Context", "Choice", "Cost"]


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(d.name[:4]) for d in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_architecture_names_every_room() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {p.parent.name for p in (ROOT / "src/dragoman").glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}/`" not in page} == set()


def test_licence_is_apache_2() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
