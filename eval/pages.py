"""A compact look at how pages are captured: every line with its role. Run: python -m eval.pages FOLDER"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from dragoman.capture import capture, find_pages
from dragoman.errors import PageError
from dragoman.records import Document, Line

_WIDTH = 110


def show(document: Document) -> Iterator[str]:
    facts = {name: getattr(document, name) for name in ("title", "author", "publisher", "via", "url")}
    told = "; ".join(f"{name}: {fact.value}" for name, fact in facts.items() if fact)
    when = document.published
    yield f"== {document.id}  {told}" + (f"; published: {when.interval.to_list()} ({when.basis})" if when else "")
    for line in document.lines:
        if line.role != "blank" and line.span:
            voice = f"<{_spoken(line)}> " if line.voice else ""
            yield f"{line.number:4} {line.role:14} {voice}{line.span.quote(document.text).strip()[:_WIDTH]}"


def _spoken(line: Line) -> str:
    """Who, to whom and when."""
    to = f" → {line.to}" if line.to else ""
    return f"{line.voice}{to}" + (f", {'/'.join(line.posted.interval.to_list())}" if line.posted else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    for source in find_pages(parser.parse_args().paths):
        try:
            print("\n".join(show(capture(source))))
        except PageError as refusal:
            print(f"== {source.name}  refused: {refusal}")


if __name__ == "__main__":
    main()
