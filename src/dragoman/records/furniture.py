"""What the pages of one site have in common and is no part of any article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One block that stands on many pages of a site in the same function: a menu's line, an appeal, a blurb.

    site: "host …", "publisher …", or "lines …" where only shared lines tell that pages are of one site. digest: of the
    block's words, a signed 64-bit number. is_bounded: whether it counts only where no sentence of the page's own lies
    between it and the page's edge or another fixture: a headline in a list is the title elsewhere.
    """

    site: str
    digest: int
    is_bounded: bool
