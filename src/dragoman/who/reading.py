"""What a phrase says by itself, and the small words that readings hang on."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.codes.actors.word_sets import word_set
from dragoman.who.units import Unit

DEFINITE = frozenset("the this that these those both said such".split())
OWNERS = frozenset("its their his her our my your whose".split())
INDEFINITE = word_set("indefinite")
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
    "this": "n", "that": "n", "these": "p", "those": "p", "both": "p", "who": "w", "which": "n", "whose": "w",
    "one": "n",
}  # fmt: skip
SPEAKERS = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split())
LINKS = frozenset("of in at from across inside within throughout based living".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a phrase says by itself.

    kind: state, people, body, person, role, group, persons, org, country, party, source, pronoun, speaker, unknown.
    head: key of the head noun. article: definite, indefinite, owner (its …) or none. owner: key of the pronoun that
    owns it. roles: titles that stand with a person. is_plural and sex as far as the words tell. belongs: see Sense.
    shared: the words, where bodies of several states bear the name. is_proper: a name that the tables do not know, no
    description of somebody named before. beside: alpha-3 of the state whose neighbour is meant, ? where none is told.
    """

    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    head: str = ""
    article: str = "none"
    owner: str = ""
    roles: tuple[str, ...] = ()
    office: str = ""
    title_state: str = ""
    belongs: str = "none"
    formal: str = ""
    sex: str = ""
    is_plural: bool = False
    is_known: bool = False
    shared: str = ""
    beside: str = ""
    is_proper: bool = False


@dataclass(slots=True)
class Parts:
    """A noun phrase cut up: before the head, the head, after it."""

    article: str = "none"
    owner: str = ""
    possessor: Reading | None = None
    before: list[Unit] = field(default_factory=list)
    head: Unit | None = None
    tail: list[Unit] = field(default_factory=list)
    link: str = ""
