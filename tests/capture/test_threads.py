"""Comments as the well-known systems set them, copied from the page as text: invented pages with their gold.

A file in threads/ holds a page, each line after its gold: `role | text`, for comments
`comment; voice > whom it answers; day | text`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.capture import read_page
from dragoman.records import Interval, Line

PAGES = sorted((Path(__file__).parent / "threads").glob("*.txt"))


def gold_of(path: Path) -> tuple[list[str], list[str]]:
    """Gold and text of every line."""
    pairs = [line.split(" | ", 1) for line in path.read_text("utf-8").splitlines()]
    return [gold.strip() for gold, _ in pairs], [text for _, text in pairs]


def told(line: Line) -> str:
    """A line in the form of the gold."""
    if line.role != "comment":
        return line.role
    posted = f"; {line.posted.interval.first}" if line.posted else ""
    return f"comment; {line.voice}" + (f" > {line.to}" if line.to else "") + posted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_of_a_thread(path: Path, tmp_path: Path) -> None:
    gold, texts = gold_of(path)
    page = tmp_path / "page.txt"
    page.write_text("\n".join(texts), "utf-8")
    found = [told(line) for line in read_page(page).lines]
    assert [(f, t) for f, t in zip(found, texts, strict=True)] == list(zip(gold, texts, strict=True))


def test_the_time_of_a_comment_is_not_the_pages(tmp_path: Path) -> None:
    for path in PAGES:
        _, texts = gold_of(path)
        page = tmp_path / "page.txt"
        page.write_text("\n".join(text for text in texts if not text.startswith("Published")), "utf-8")
        assert read_page(page).published is None, path.stem


def test_a_day_is_told_by_its_words(tmp_path: Path) -> None:
    _, texts = gold_of(PAGES[[p.stem for p in PAGES].index("newspaper")])
    page = tmp_path / "page.txt"
    page.write_text("\n".join(texts), "utf-8")
    (posted,) = [line.posted for line in read_page(page).lines if line.voice == "A. Lind"]
    assert posted is not None
    assert (posted.interval, posted.basis) == (Interval.of("2013-05-05"), "05/05/2013")
