"""Typography put right, character by character, so that the way back to the page is never lost."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_FAULT = re.compile(
    r"""
      (?P<apostrophe> (?<=[A-Za-z])["”](?=(?:s|t|re|ve|ll|d|m)\b) )        # Iran"s: a converter's slip
    | (?P<entity>     &(?:[a-zA-Z]{2,8}|\#\d{2,6}|\#x[0-9a-fA-F]{2,5}); )
    | (?P<mojibake>   [\u0080-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u214f]{2,} | [\u0080-\u009f] )
    | (?P<invisible>  [\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+ )
    | (?P<space>      \ ?[\t\x0b\x0c\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]\s* | \ {2,} )
    | (?P<control>    [\x00-\x08\x0e-\x1f\x7f]+ )
    | (?P<ligature>   [ﬀ-ﬆ] )
    """,
    re.VERBOSE,
)
_SUSPECTS = (  # each a search for one set of characters, which is fast: most lines have none of them
    re.compile(r"""["”](?=(?:s|t|re|ve|ll|d|m)\b)"""),
    re.compile(
        "[&\x00-\x08\x0b-\x1f\t\x7f-\xa0\u00ad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufb00-\ufb06\ufeff\ufff9-\ufffb]"
    ),
    re.compile("[\u0080-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u214f]{2}"),
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u0080-\u009f]+")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Repaired words and the half-open stretch [start, end) of the line they stand for; never empty words."""

    text: str
    start: int
    end: int


def repair(line: str) -> tuple[Stretch, ...]:
    """The line's repaired text in stretches, in order; what is dropped lies between them.

    A stretch either is the page's own words or stands for a fault as a whole.
    """
    if "  " not in line and not any(suspect.search(line) for suspect in _SUSPECTS):
        return (Stretch(line, 0, len(line)),) if line else ()
    stretches: list[Stretch] = []
    at = 0
    for fault in _FAULT.finditer(line):
        mended = _mend(fault)
        if mended == fault.group():
            continue
        if at < fault.start():
            stretches.append(Stretch(line[at : fault.start()], at, fault.start()))
        if mended:
            stretches.append(Stretch(mended, fault.start(), fault.end()))
        at = fault.end()
    if at < len(line):
        stretches.append(Stretch(line[at:], at, len(line)))
    return tuple(stretches)


def repaired(line: str) -> str:
    """The line's repaired text alone."""
    return "".join(stretch.text for stretch in repair(line))


def _mend(fault: re.Match[str]) -> str:
    found = fault.group()
    match fault.lastgroup:
        case "apostrophe":
            return "'" if found == '"' else "’"
        case "entity":
            return _tidy(html.unescape(found))
        case "mojibake":
            return _mend_mojibake(found)
        case "space":
            return " "
        case "ligature":
            return _LIGATURES[found]
        case _:
            return ""


def _mend_mojibake(found: str) -> str:
    from ftfy import fix_encoding  # loads tables; pages in plain ASCII never come here

    return _tidy(str(fix_encoding(found)))


def _tidy(text: str) -> str:
    """Invisible characters out, odd spaces to plain ones: a fault may hide another."""
    return _ODD_SPACE.sub(" ", _INVISIBLE.sub("", text)).replace("\n", " ")
