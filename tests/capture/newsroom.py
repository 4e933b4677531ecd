"""An invented site: eight pages with one frame around different reports, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.capture.blocks import make_blocks
from dragoman.capture.furniture import Furniture
from dragoman.capture.learning import Gathering
from dragoman.capture.plain import lay_out
from dragoman.capture.sketches import Outline, Sketch, sketch_of

MENU = ["Merrow Courier", "Front page", "Harbour and river", "Letters to the desk"]
BLURB = "The Merrow Courier is an independent newspaper that was founded in 1911."
FOOT = ["Worth your evening", "Twelve soups for a long winter", "The last ferryman of Tavor", "Terms and privacy"]
BACKGROUND = "Varnia and Keshtan have disputed the valley since the war of 1974, when Ostrel lost its bridge."
QUOTATION = "“No soldier of ours will cross the river, whatever they say in Yerask,” the minister said."

REPORTS = (
    ("Brigades move to the valley", "Varnia moved two brigades to the Merrow Valley on Sunday, its spokesman said."),
    ("Guards on alert at the border", "Keshtan put its border guards on alert and called the movement a provocation."),
    ("Envoy recalled after the speech", "Keshtan recalled its envoy from Ostrel after a speech by President Destan."),
    (
        "Talks on water to open in May",
        "Delegations of Varnia and Otruk will discuss the river's water in Tavor in May.",
    ),
    ("Convoy stopped near the bridge", "Soldiers of Keshtan stopped a Varnian convoy near the bridge for nine hours."),
    ("Radars sold, says a newspaper", "A newspaper in Tavor reported that Varnia bought eleven radars from Halmora."),
    ("Court frees two fishermen", "A court in Yerask freed two Varnian fishermen, who had crossed into Keshtan."),
    (
        "Exercise in the southern hills",
        "Otruk and Varnia began an exercise in the southern hills, which Keshtan protested.",
    ),
)
SECOND = (
    "Nobody in the villages had seen the like since spring, a baker told the district's radio.",
    "The order came from Yerask shortly before midnight, according to two officers of the guard.",
    "Ostrel answered that its President had quoted a poem and threatened no one in Keshtan.",
    "Otruk wants a third of what the Varnian dam holds back, and compensation for three dry years.",
    "The drivers were given tea and a receipt, and reached Ostrel without their load of flour.",
    "Halmora's ministry said it had no record of the sale and would look into it with care.",
    "Their boat stays in Keshtan until a fine has been paid, the harbour master of Tavor said.",
    "Some four thousand men take part, about half as many as came in the year before.",
)


def page(number: int, *extra: str, between: str = "") -> list[str]:
    """The lines of a page; extra: further paragraphs of its article, below the others."""
    title, first = REPORTS[number]
    article = [first, *filter(None, [between]), SECOND[number], *extra]
    return [*MENU, title, *article, BLURB, *FOOT]


def site() -> list[list[str]]:
    return [page(n) for n in range(len(REPORTS))]


def sketch(lines: Sequence[str], host: str = "merrow.example") -> Sketch:
    url = f"https://{host}/" if host else ""
    return sketch_of(Outline(tuple(make_blocks(lines)), url), f"{abs(hash(tuple(lines))):x}", "pages")


def learnt(pages: Sequence[Sequence[str]], host: str = "merrow.example") -> Furniture:
    gathering = Gathering()
    for lines in pages:
        gathering.add(sketch(lines, host))
    return Furniture(gathering.learn())


def roles(lines: Sequence[str], furniture: Furniture, host: str = "merrow.example") -> dict[str, str]:
    """The role of each line."""
    found = lay_out("\n".join(lines), furniture.on(sketch(lines, host))).lines
    return dict(zip(lines, (line.role for line in found), strict=True))
