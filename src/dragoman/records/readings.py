"""What the components of the spaCy pipeline leave on a Doc for each other.

The rooms of floor 3 never import each other; they meet in these records, kept in documented Doc extensions:

| extension            | written by | holds |
|----------------------|------------|-------|
| `doc._.published`    | caller     | Interval or None: when the page was published |
| `doc._.publisher`    | caller     | name of the publisher or None |
| `doc._.voices`       | caller     | tuple of Voice: stretches written by somebody else than the page's author |
| `doc._.mentions`     | reader     | tuple of Mention: words that name or describe an actor |
| `doc._.coreference`  | reader     | Coreference: which words name or describe the same thing |
| `doc._.metonyms`     | reader     | dict: first token of a place name -> probability that it stands for who acts |
| `doc._.findings`     | reader     | tuple of Finding: events and relations as the model sees them |
| `doc._.cues`         | reader     | tuple of Cue: attributions as the model sees them |
| `doc._.entities`     | who        | dict: Mention -> Entity |
| `doc._.publisher_actor` | who       | Entity or None: who speaks in the page's own voice ("we") |
| `doc._.actors`       | who        | tuple of Entity: the distinct actors of the page |
| `doc._.timexes`      | when       | tuple of Timex |
| `doc._.places`       | where      | tuple of Place |
| `doc._.propositions` | what       | tuple of (Finding, Event or Relation) |
| `doc._.attributions` | says       | tuple of Attribution |
| `doc._.claims`       | says       | tuple of Claim |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.records.granularity import granularity_of
from dragoman.records.intervals import Interval
from dragoman.records.spans import Span

Pieces = tuple[tuple[int, int], ...]
"""(start, end) character offsets, several where discontinuous."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of the text written by somebody else than the page's author: a reader's comment.

    published: when it was posted; to: the commenter whom it answers; None where the page does not tell.
    """

    start: int
    end: int
    name: str
    published: Interval | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Token indices [start, end) of words that name or describe something; head: the token that carries it."""

    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of one thing, in order of the text, never none; one that is mentioned once is a chain of one.

    best: the most telling of them, a name before a description before a pronoun.
    """

    mentions: tuple[Mention, ...]
    best: Mention


@dataclass(frozen=True, slots=True)
class Coreference:
    """The chains of a Doc.

    numbers: the chain of each token that heads a mention, of the other words of a name that does, and of a relative
    pronoun that stands for one.
    """

    chains: tuple[Chain, ...] = ()
    numbers: Mapping[int, int] = field(default_factory=dict, hash=False)

    def chain_of(self, token: int) -> Chain | None:
        """The chain that a token belongs to, by `numbers`; None if to none."""
        number = self.numbers.get(token)
        return None if number is None else self.chains[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An event or relation as the model sees it.

    trigger: token index. actors, recipients: mentions. holder: mention of the last holder, None for the document;
    holder_unspecified: attributed, nobody named. place, time: a token of the words that tell them. confidence: 0 to 1.
    """

    trigger: int
    type: str
    mode: str | None
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    holder: Mention | None
    holder_unspecified: bool
    polarity: str
    mood: str
    confidence: float
    place: int | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """An attribution as the model sees it: token index of the cue, the source's mention, the content's tokens.

    outer: mention of the holder behind whom this attribution itself stands; None: the document.
    content: token indices [start, end), or None. polarity, mood: of the content, if it is a mere statement.
    words: token indices [start, end) of the cue, None if only the word that carries it is known.
    """

    word: int
    source: Mention | None
    outer: Mention | None
    content: tuple[int, int] | None
    polarity: str
    mood: str
    confidence: float
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue, content: character offsets in the Doc's text, several pieces where discontinuous."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression. type: DATE, TIME, DURATION or SET; value: TIMEX3; interval: None where it has none."""

    start_char: int
    end_char: int
    type: str
    value: str
    interval: Interval | None
    certainty: float = 1.0

    @property
    def granularity(self) -> str | None:
        """The calendar unit of the value: day, week, month …; None where it names none (PRESENT_REF)."""
        return granularity_of(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named on the page. latitude, longitude: degrees, None where unknown; country: alpha-3 or None."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    span: Span
