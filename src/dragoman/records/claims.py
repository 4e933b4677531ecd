"""The unit of the house: a claim, by the codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.records.intervals import Interval
from dragoman.records.spans import Span

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
RELATION_TYPES = ("ALLIED_WITH", "HOSTILE_TO", "BACKS", "PART_OF", "HOLDS_OFFICE")
MOODS = ("actual", "possible", "predicted", "intended", "urged", "questioned")
SECTORS = (
    "GOV", "MIL", "SPY", "COP", "JUD", "LEG", "PTY", "REB", "UAF", "IGO", "NGO", "MED", "BUS", "EDU", "REL", "CVL",
)  # fmt: skip
UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor as one page names it.

    name: canonical English name. country: ISO 3166 alpha-3 of the state it belongs to or acts from, None for
    international bodies and stateless groups. sector: one of SECTORS, None where a bare country name stands for the
    state. text, span: the words on the page, None where unexpressed.
    """

    name: str
    country: str | None = None
    sector: str | None = None
    text: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("an entity needs a name")
        if self.sector is not None and self.sector not in SECTORS:
            raise ValueError(f"unknown sector: {self.sector}")
        if self.country is not None and not (len(self.country) == 3 and self.country.isupper()):
            raise ValueError(f"not an ISO 3166 alpha-3 code: {self.country}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Entity):
    """Who puts a claim forward. cue: the words that attribute; members: those of a joint holder."""

    cue: str | None = None
    cue_span: Span | None = None
    members: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Somebody does something (to somebody): a PLOVER type and mode."""

    type: str
    mode: str | None
    trigger: str
    trigger_span: Span
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]

    def __post_init__(self) -> None:
        if self.type not in EVENT_TYPES:
            raise ValueError(f"unknown event type: {self.type}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A lasting state between two actors; for HOLDS_OFFICE the title stands in `mode`."""

    type: str
    mode: str | None
    trigger: str
    trigger_span: Span
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]

    def __post_init__(self) -> None:
        if self.type not in RELATION_TYPES:
            raise ValueError(f"unknown relation type: {self.type}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Any other attributed content. content: its words on the page."""

    content: str
    content_span: Span


Proposition = Event | Relation | Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How the last holder stands to the proposition. polarity: + or -; mood: one of MOODS."""

    polarity: str
    mood: str

    def __post_init__(self) -> None:
        if self.polarity not in ("+", "-"):
            raise ValueError(f"polarity is + or -, not {self.polarity!r}")
        if self.mood not in MOODS:
            raise ValueError(f"unknown mood: {self.mood}")

    @property
    def is_plain_fact(self) -> bool:
        """Affirmed and put forward as a fact."""
        return self.polarity == "+" and self.mood == "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition as one chain of holders puts it forward, at one place of one document.

    id: document id, a hyphen and a number in order of the page. holders: nearest to the document first; () is the
    document itself. quote and evidence: the exact words and their place in the document's text. confidence: 0 to 1.
    made_by: rule or model, with version.
    """

    id: str
    document: str
    proposition: Proposition
    holders: tuple[Holder, ...]
    stance: Stance
    quote: str
    evidence: Span
    when: Interval | None = None
    where: str | None = None
    confidence: float = 1.0
    made_by: str = "unknown"
    story: str | None = None

    def __post_init__(self) -> None:
        if len(self.quote) != self.evidence.end - self.evidence.start:
            raise ValueError(f"{self.id}: quote and evidence differ in length")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"{self.id}: confidence {self.confidence} is not between 0 and 1")
        if isinstance(self.proposition, Statement) and not self.holders:
            raise ValueError(f"{self.id}: a statement needs a holder")

    @property
    def kind(self) -> str:
        """event, relation or statement."""
        return type(self.proposition).__name__.lower()

    @property
    def type(self) -> str | None:
        """PLOVER or relation type; None for a statement."""
        return None if isinstance(self.proposition, Statement) else self.proposition.type

    @property
    def mode(self) -> str | None:
        """PLOVER mode, or the title of an office."""
        return None if isinstance(self.proposition, Statement) else self.proposition.mode

    @property
    def actors(self) -> tuple[Entity, ...]:
        """Who acts; all sides of a two-sided act."""
        return () if isinstance(self.proposition, Statement) else self.proposition.actors

    @property
    def recipients(self) -> tuple[Entity, ...]:
        """To whom."""
        return () if isinstance(self.proposition, Statement) else self.proposition.recipients

    @property
    def origin(self) -> Holder | None:
        """The last holder: who vouches for it in the end; None for the document itself."""
        return self.holders[-1] if self.holders else None

    def in_story(self, story: str) -> Claim:
        """The same claim, filed under a story."""
        return replace(self, story=story)

    def to_dict(self) -> dict[str, object]:
        """In the codebook's form, as exported; see records.json for the way back."""
        from dragoman.records.json import claim_to_dict

        return claim_to_dict(self)
