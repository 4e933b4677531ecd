"""Claims in words: the proposition, the stance, the chain of holders, the time; shared by all faces.

The words come from phrases.toml. Nothing here escapes anything: each face does so for its own medium.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.records import UNSPECIFIED, Claim, Document, Entity, Holder, Interval, Reprint, Stance, Statement, Story

NOBODY = "somebody"
UNNAMED = "an unnamed source"
ARROW = " → "
IRREGULAR = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}
PLURAL_NOUNS = ("people", "police", "media", "troops", "forces")
INSIDE_NAMES = (" of ", " in ", " from ", " for ", " at ", ", ")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
GROUPS = ("asserted", "denied", "possible", "predicted", "intended", "urged", "questioned")
"""The stances that readers tell apart at a glance, in the order of legends and counts."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """A stance for people. verb, own: uninflected, after a holder, one who acts; mark: one sign; group: of GROUPS."""

    verb: str
    own: str
    badge: str
    mark: str
    group: str


@cache
def _types() -> dict[str, dict[str, str]]:
    raw = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))["types"]
    table: dict[str, dict[str, str]] = {}
    for type, row in raw.items():
        modes = row.pop("modes", {})
        table[type] = row
        for mode, forms in modes.items():
            table[f"{type}/{mode}"] = {"to": row["to"], "alone": row["alone"], **forms}
    return table


@cache
def _stances() -> dict[str, StanceWords]:
    raw = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))["stances"]
    return {key: StanceWords(**{"own": row["verb"], **row}) for key, row in raw.items()}


@cache
def _reprints() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))[
        "reprints"
    ]
    return table


def reprint_words(reprint: Reprint, document: str) -> str:
    """How this page stands to the other: `copy of`, `taken over by`, `shares a passage with`."""
    order = "unknown" if reprint.earlier is None else "before" if reprint.earlier == document else "after"
    return _reprints()[reprint.kind][order]


def stance_words(stance: Stance) -> StanceWords:
    """How a stance is said and marked."""
    return _stances()[stance.polarity + stance.mood]


def join_names(names: Sequence[str], nobody: str = NOBODY) -> str:
    """`A`, `A and B`, `A, B and C`; `nobody` for none."""
    if not names:
        return nobody
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def say(type: str, mode: str | None, actors: Sequence[str], recipients: Sequence[str]) -> str:
    """The proposition as a plain affirmative clause: `Azerbaijan gives aid to Israel`.

    Unknown modes are said like their type, unknown types by their own name, missing actors as `somebody`.
    """
    table = _types()
    forms = table.get(f"{type}/{mode}") or table.get(type) or {"to": f"{type} {{}}", "alone": type}
    form = _pick(forms, len(actors), bool(recipients), mode).replace("{title}", mode or "")
    are_many = len(actors) > 1 or (len(actors) == 1 and _names_many(actors[0]))
    return f"{join_names(actors)} {_inflect(form, plural=are_many).replace('{}', join_names(recipients))}".rstrip()


def _pick(forms: dict[str, str], actors: int, has_recipients: bool, mode: str | None) -> str:
    wanted = "to" if has_recipients else "together" if actors > 1 and "together" in forms else "alone"
    return forms[f"titled_{wanted}"] if mode and f"titled_{wanted}" in forms else forms[wanted]


def _names_many(name: str) -> bool:
    """Whether one name takes a plural verb: `Iranian agents`, `Armenians`; not `United States`, not `Ministry of …`."""
    head = min((name.split(inner)[0] for inner in INSIDE_NAMES), key=len).split()[-1:] or [name]
    noun = head[0]
    common = noun.islower() and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return common or noun.endswith("ans") or noun.lower() in PLURAL_NOUNS


def _inflect(form: str, *, plural: bool) -> str:
    """The form with its first word, a verb, in the present tense; the name of an unknown type stays as it is."""
    verb, space, rest = form.partition(" ")
    if verb in IRREGULAR:
        verb = IRREGULAR[verb][plural]
    elif verb.endswith("y") and verb[-2] not in "aeiou" and not plural:
        verb = verb[:-1] + "ies"
    elif not plural and not verb.isupper():
        verb += "es" if verb.endswith(("s", "x", "ch", "sh", "z", "o")) else "s"
    return verb + space + rest


def proposition(claim: Claim) -> str:
    """What is claimed, without its stance; a statement in its own words, in quotes."""
    what = claim.proposition
    if isinstance(what, Statement):
        return f"“{' '.join(what.content.split())}”"
    return say(what.type, what.mode, names_of(what.actors), names_of(what.recipients))


def story_title(story: Story, claims: Sequence[Claim] = ()) -> str:
    """The proposition that a story is about; with its claims, the most telling one's, in the mode they share."""
    if not claims:
        return say(story.type, None, story.actors, story.recipients)
    modes = {claim.mode for claim in claims}
    told = most_telling(claims)
    if told.kind == "statement":
        return proposition(told)
    mode = modes.pop() if len(modes) == 1 else None
    return say(story.type, mode, names_of(told.actors), names_of(told.recipients))


def most_telling(claims: Sequence[Claim]) -> Claim:
    """The claim that names whom most of them name: names that stand in few would make a sum of all a long untruth."""
    counts = Counter(side for claim in claims for side in _sides(claim))

    def worth(claim: Claim) -> int:
        return sum(2 * counts[side] - len(claims) for side in _sides(claim))

    # where most name both sides, under several names, no single name may stand in most of them
    both = [claim for claim in claims if claim.actors and claim.recipients]
    return max(both if 2 * len(both) >= len(claims) else claims, key=worth)


def _sides(claim: Claim) -> set[tuple[str, str]]:
    acting = {("actor", name) for name in names_of(claim.actors)}
    return acting | {("recipient", name) for name in names_of(claim.recipients)}


def names_of(entities: Sequence[Entity]) -> tuple[str, ...]:
    """Canonical names, each once, in order."""
    return tuple(dict.fromkeys(entity.name for entity in entities))


def holder_name(holder: Holder) -> str:
    """A holder as a reader knows it; members of a joint holder in brackets."""
    if holder.name == UNSPECIFIED:
        return UNNAMED
    return f"{holder.name} ({join_names(names_of(holder.members))})" if holder.members else holder.name


def own_voice(document: Document) -> str:
    """Whom a page's own voice is put down to: its publisher, else its id."""
    return document.publisher.value if document.publisher else document.id


def chain(claim: Claim, voice: str) -> tuple[str, ...]:
    """Who puts it forward: the page's own voice first where it stands alone, else the holders, nearest first."""
    return tuple(holder_name(holder) for holder in claim.holders) or (voice,)


def stance_verb(claim: Claim) -> str:
    """What the last holder does: `denies`, `think possible`, `intends` (where it is the holder's own act)."""
    words = stance_words(claim.stance)
    origin = claim.origin
    if origin is None:
        return _inflect(words.verb, plural=False)
    are_many = bool(origin.members) or _names_many(origin.name)
    return _inflect(words.own if origin.name in names_of(claim.actors) else words.verb, plural=are_many)


def day(when: Interval | None) -> str:
    """`4 Apr 2012`, `Apr 2012`, `2012`, `4–9 Apr 2012`, `4 Apr – 9 May 2012`; empty for None."""
    if when is None:
        return ""
    first, last = when.first, when.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole_months = first.day == 1 and (last.toordinal() + 1 == _next_month(last.year, last.month))
    a = f"{MONTHS[first.month - 1]}" if whole_months else f"{first.day} {MONTHS[first.month - 1]}"
    b = f"{MONTHS[last.month - 1]}" if whole_months else f"{last.day} {MONTHS[last.month - 1]}"
    if first.year != last.year:
        return f"{a} {first.year} – {b} {last.year}"
    if a == b:
        return f"{b} {last.year}"
    if first.month == last.month:
        return f"{first.day}–{b} {last.year}"
    return f"{a} – {b} {last.year}"


def _next_month(year: int, month: int) -> int:
    from datetime import date

    if (year, month) == (9999, 12):
        return date.max.toordinal() + 1
    return date(year + month // 12, month % 12 + 1, 1).toordinal()


def marked_quote(claim: Claim) -> tuple[str, str, str]:
    """The quote before, in and after the trigger; the last two are empty where the trigger stands elsewhere."""
    what = claim.proposition
    if isinstance(what, Statement) or not claim.evidence.contains(what.trigger_span):
        return claim.quote, "", ""
    start, end = what.trigger_span.start - claim.evidence.start, what.trigger_span.end - claim.evidence.start
    return claim.quote[:start], claim.quote[start:end], claim.quote[end:]


def line_number(document: Document, claim: Claim) -> int:
    """Line of the page on which the quote begins, 1-based."""
    return next(
        (line.number for line in document.lines if line.span and claim.evidence.start < line.span.end),
        len(document.lines),
    )


def plural(number: int, one: str, many: str = "") -> str:
    """`1 page`, `3 pages`; thousands set apart."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
