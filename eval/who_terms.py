"""Check the terms of heads of state and government against OEDA's dictionary of countries: `python -m eval.who_terms`.

That dictionary (../shared/data/gazetteer, MIT) dates rulers until about 2010, without naming the office. A term agrees
if a person of the state with a word of the name in common begins and ends in government within 40 days of it, or within
380 where our date is a year alone. What disagrees is printed with --show: it has to be looked at, since that dictionary
lacks later terms, and dates ministers' other offices too.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dragoman.codes.actors import persons
from dragoman.codes.actors.terms import day_of
from dragoman.codes.rows import items
from dragoman.who.words import key_of

OEDA = Path(__file__).resolve().parents[2] / "shared/data/gazetteer/oeda.Phoenix.Countries.actors.txt.gz"
OFFICES = frozenset({"president", "prime minister", "chancellor", "king", "emir", "leader"})
YEARS = range(1988, 2014)
_TERM = re.compile(r"\[([A-Z]{3})GOV (?:(\d{6,8})-(\d{6,8})|>(\d{6}))\]")

Times = dict[tuple[str, str], list[tuple[date, date | None]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what disagrees")
    args = parser.parse_args()
    if not OEDA.exists():
        print("skipped: ../shared/data/gazetteer is not here")
        return 0
    times, compared, agreeing = oeda_times(), 0, 0
    for country, words, first, last, told in own_terms():
        theirs = [time for word in words for time in times.get((country, word), ())]
        if not theirs:
            continue
        compared += 1
        agrees = near(first, [start for start, _ in theirs], last=False) and near(
            last, [end for _, end in theirs if end is not None], last=True
        )
        agreeing += agrees
        if args.show and not agrees:
            print(told, *(f"{start}/{end}" for start, end in theirs[:6]))
    print(f"{compared} terms found there, {agreeing} agree")
    return 0


def own_terms() -> Iterator[tuple[str, set[str], str, str, str]]:
    """State, words of the names, first and last day as written, and all of it in words."""
    for person in persons():
        words = {word for name in (person.name, *person.aliases) for word in key_of(name).split(" ")}
        for term in items(person.held):
            office, _, time = term.rpartition(" ")
            first, _, last = time.partition("/")
            if office in OFFICES and person.country and int(first[:4]) in YEARS:
                yield person.country, words, first, last, f"{person.country} {person.name}: {term} |"


def oeda_times() -> Times:
    """(state, last word of the name) -> times in government."""
    found: Times = defaultdict(list)
    name = ""
    for line in gzip.decompress(OEDA.read_bytes()).decode("utf-8", "replace").splitlines():
        if line[:1].isalpha():
            name = line.split(";")[0].split("#")[0].strip(" _").replace("_", " ")
        match = _TERM.search(line)
        if match and name:
            start = day_in(match[2] or match[4])
            if start is not None:
                found[match[1], key_of(name).split(" ")[-1]].append((start, day_in(match[3])))
    return found


def day_in(digits: str | None) -> date | None:
    """The day of YYMMDD or YYYYMMDD; None where it is none."""
    if digits is None:
        return None
    whole = digits if len(digits) == 8 else ("19" if int(digits[:2]) > 30 else "20") + digits
    try:
        return date(int(whole[:4]), int(whole[4:6]) or 1, int(whole[6:]) or 1)
    except ValueError:
        return None


def near(written: str, days: list[date], *, last: bool) -> bool:
    """Whether one of the days is near our date; also where there is none to compare, or ours is too late for them."""
    ours = day_of(written, last=last)
    if not days or ours.year not in YEARS:
        return True
    return min(abs((day - ours).days) for day in days) <= (380 if len(written) == 4 else 40)


if __name__ == "__main__":
    sys.exit(main())
