"""What a web page says about itself to machines: meta tags, JSON-LD, time elements, canonical url."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from dragoman.capture.about import About, date_of_url
from dragoman.capture.authors import clean_name
from dragoman.capture.dates import parse_timestamp
from dragoman.capture.dom import label, text_of
from dragoman.capture.repairs import repaired
from dragoman.records import Fact, Publication

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date",
)  # fmt: skip
_TITLES = re.compile(
    r"(?:^|[\s_-])(?:entry-title|post-title|article-title|headline|page-title|story-title)(?:$|[\s_-])", re.I
)
_MASTHEAD = re.compile(
    r"(?:^|[\s_-])(?:header|masthead|banner|logo|site-?(?:title|name|header)|branding)(?:$|[\s_-])", re.I
)
_SITE_SUFFIX = re.compile(r"\s+[|–—·•»-]\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_TELLING = 12  # letters of a heading that the title tag does not hold by chance
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|entry-author|by-author|writer)(?:$|[\s_-])", re.IGNORECASE)


def read_head(root: etree._Element, heading: etree._Element | None) -> About:
    """What the tags of the page say, each with its basis; call it while scripts are still in the tree.

    heading: the element that shows the title.
    """
    metas = _metas(root)
    linked = list(_linked_data(root))
    url = _first(metas, "og:url") or _canonical(root)
    return About(
        title=_title(root, metas, heading),
        author=_author(root, metas, linked),
        publisher=_publisher(metas, linked),
        url=url,
        published=_published(root, metas, linked) or (date_of_url(url.value) if url else None),
    )


def find_heading(root: etree._Element) -> etree._Element | None:
    """The element that shows the title: one so named, else the first h1 outside the masthead.

    Of several, the one whose words the title tag has.
    """
    headings = [e for e in root.iter("h1", "h2") if text_of(e)]
    named = [e for e in headings if _TITLES.search(label(e))]
    plain = [e for e in headings if e.tag == "h1" and not any(_MASTHEAD.search(label(p)) for p in e.iterancestors())]
    told = _letters(text_of(next(root.iter("title"), etree.Element("title"))))
    sure = [e for e in (*named, *plain) if len(_letters(text_of(e))) >= _TELLING and _letters(text_of(e)) in told]
    return (sure or named or plain or [None])[0]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _metas(root: etree._Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        content = repaired(meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    return metas


def _first(metas: dict[str, str], *names: str) -> Fact | None:
    return next((Fact(value=metas[name], basis=f"meta {name}") for name in names if name in metas), None)


def _canonical(root: etree._Element) -> Fact | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").casefold() == "canonical" and (link.get("href") or "").startswith("http"):
            return Fact(value=link.get("href"), basis="link canonical")
    return None


def _title(root: etree._Element, metas: dict[str, str], heading: etree._Element | None) -> Fact | None:
    if heading is not None:
        return Fact(value=repaired(text_of(heading)).strip(), basis=f"heading {heading.tag}")
    meta = _first(metas, "og:title", "twitter:title", "dc.title")
    if meta:
        return meta
    title = repaired(text_of(next(root.iter("title"), etree.Element("title")))).strip()
    parts = _SITE_SUFFIX.split(title)
    return Fact(value=max(parts, key=len), basis="title tag") if title else None


def _author(root: etree._Element, metas: dict[str, str], linked: list[dict[str, object]]) -> Fact | None:
    for name in ("author", "article:author", "dc.creator", "parsely-author", "byl"):
        value = clean_name(metas.get(name, ""))
        if value and "/" not in value:
            return Fact(value=value, basis=f"meta {name}")
    for item in linked:
        value = _name_in(item.get("author"))
        if value:
            return Fact(value=value, basis="JSON-LD author")
    for element in root.iter("a", "span", "p", "div", "address"):
        if element.get("rel") == "author" or element.get("itemprop") == "author" or _is_byline(label(element)):
            value = clean_name(repaired(text_of(element)))
            if 1 < len(value.split()) <= 5:
                return Fact(value=value, basis=text_of(element)[:120])
    return None


@lru_cache(maxsize=4096)
def _is_byline(name: str) -> bool:
    """Whether a class or id says who wrote; the elements of a page share few of them."""
    return bool(_BYLINE.search(name))


def _publisher(metas: dict[str, str], linked: list[dict[str, object]]) -> Fact | None:
    meta = _first(metas, "og:site_name", "dc.publisher", "application-name")
    if meta:
        return meta
    names = (_name_in(item.get("publisher")) for item in linked)
    return next((Fact(value=name, basis="JSON-LD publisher") for name in names if name), None)


def _published(root: etree._Element, metas: dict[str, str], linked: list[dict[str, object]]) -> Publication | None:
    stamps = [(f"meta {name}", metas[name]) for name in _PUBLISHED if name in metas]
    stamps += [("JSON-LD datePublished", str(item["datePublished"])) for item in linked if "datePublished" in item]
    for basis, stamp in stamps:
        interval = parse_timestamp(stamp)
        if interval:
            return Publication(interval=interval, basis=f"{basis}: {stamp}", certainty=0.95)
    for element in root.iter("time", "abbr", "span"):
        moment = element.get("datetime") or (element.get("title") if "published" in label(element) else None) or ""
        interval = parse_timestamp(moment)
        if interval:
            return Publication(interval=interval, basis=f"{element.tag} element: {moment}", certainty=0.8)
    return None


def _linked_data(root: etree._Element) -> Iterator[dict[str, object]]:
    """Every object of the page's JSON-LD; broken JSON counts as none."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield from _objects(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _objects(found: object) -> Iterator[dict[str, object]]:
    if isinstance(found, list):
        for item in found:
            yield from _objects(item)
    elif isinstance(found, dict):
        yield found
        yield from _objects(found.get("@graph"))


def _name_in(found: object) -> str:
    if isinstance(found, list):
        return next(filter(None, map(_name_in, found)), "")
    if isinstance(found, dict):
        found = found.get("name")
    text = repaired(found).strip() if isinstance(found, str) else ""
    return "" if "://" in text else text
