"""What the tree adds to the network's pointers: sides of an act, titles and seats of offices."""

from dragoman.records import Entity, Finding, Mention, Span
from dragoman.what.arguments import with_arguments
from dragoman.what.offices import head_of_title, held_in, office_title


def attach(doc, rows):
    """rows: word -> (head word, relation), by text; tags: nouns unless told."""
    index = {t.text: t.i for t in doc}
    for word, (head, relation, pos) in rows.items():
        token = doc[index[word]]
        token.head, token.dep_, token.pos_ = doc[index[head]], relation, pos
    return index


def entity(doc, m, country=None, sector=None):
    words = doc[m.start : m.end]
    return Entity(
        name=words.text, country=country, sector=sector, text=words.text, span=Span(words.start_char, words.end_char)
    )


def finding(trigger, kind="AID", actors=(), recipients=()):
    return Finding(
        trigger=trigger, type=kind, mode=None, actors=tuple(actors), recipients=tuple(recipients), holder=None,
        holder_unspecified=False, polarity="+", mood="actual", confidence=0.9,
    )  # fmt: skip


def test_empty_sides_are_filled_from_the_tree(make_doc, mention):
    doc = make_doc("Varnia gave radars to Keshtan and Halmora.")
    at = attach(doc, {
        "Varnia": ("gave", "nsubj", "PROPN"), "radars": ("gave", "obj", "NOUN"), "Keshtan": ("gave", "obl", "PROPN"),
        "to": ("Keshtan", "case", "ADP"), "and": ("Halmora", "cc", "CCONJ"), "Halmora": ("Keshtan", "conj", "PROPN"),
        ".": ("gave", "punct", "PUNCT"),
    })  # fmt: skip
    v, r, k, h = (mention(doc, w) for w in ("Varnia", "radars", "Keshtan", "Halmora"))
    doc._.mentions = (v, r, k, h)
    doc._.entities = {v: entity(doc, v, "XAA"), r: entity(doc, r), k: entity(doc, k, "XAB"), h: entity(doc, h, "XAC")}
    assert with_arguments(doc, finding(at["gave"])) == ((v,), (k, h))
    assert with_arguments(doc, finding(at["gave"], actors=[k])) == ((k,), (h,))
    assert with_arguments(doc, finding(at["gave"], kind="ALLIED_WITH")) == ((v,), ())


def test_what_the_network_points_at_is_kept(make_doc, mention):
    doc = make_doc("Varnia gave radars.")
    at = attach(
        doc, {"Varnia": ("gave", "nsubj", "PROPN"), "radars": ("gave", "obj", "NOUN"), ".": ("gave", "punct", "PUNCT")}
    )
    v, r = mention(doc, "Varnia"), mention(doc, "radars")
    doc._.mentions = (v, r)
    assert with_arguments(doc, finding(at["gave"], actors=[r], recipients=[v])) == ((r,), (v,))


def test_titles_and_where_they_are_held(make_doc, mention):
    doc = make_doc("UN Special Envoy Ada Berg spoke.")
    at = attach(doc, {
        "UN": ("Envoy", "compound", "PROPN"), "Special": ("Envoy", "amod", "ADJ"), "Envoy": ("spoke", "nsubj", "NOUN"),
        "Ada": ("Envoy", "flat", "PROPN"), "Berg": ("Envoy", "flat", "PROPN"), ".": ("spoke", "punct", "PUNCT"),
    })  # fmt: skip
    un, ada = mention(doc, "UN"), mention(doc, "Ada Berg")
    doc._.mentions = (un, ada)
    doc._.entities = {un: entity(doc, un, None, "IGO"), ada: entity(doc, ada, "NOR", "GOV")}
    holder = doc._.entities[ada]
    assert [e.name for e in held_in(doc[at["Envoy"]], [holder], [])] == ["UN"]
    doc._.entities = {ada: holder}
    assert [(e.name, e.country) for e in held_in(doc[at["Envoy"]], [holder], [])] == [("Norway", "NOR")]
    assert office_title(doc[at["Envoy"]]) == "UN Special Envoy"
    assert office_title(doc[at["spoke"]]) is None


def test_a_trigger_within_a_title_stands_for_the_whole_title(make_doc, mention):
    doc = make_doc("Foreign Minister Ada Berg spoke.")
    at = attach(doc, {
        "Foreign": ("Minister", "amod", "ADJ"), "Minister": ("spoke", "nsubj", "NOUN"),
        "Ada": ("Minister", "flat", "PROPN"),
        "Berg": ("Minister", "flat", "PROPN"), ".": ("spoke", "punct", "PUNCT"),
    })  # fmt: skip
    assert office_title(head_of_title(doc[at["Foreign"]])) == "Foreign Minister"
    ada, title = mention(doc, "Ada Berg"), mention(doc, "Foreign Minister")
    doc._.mentions = (ada, title)
    doc._.entities = {ada: entity(doc, ada, "NOR", "GOV"), title: entity(doc, title, "NOR", "GOV")}
    pointed = [doc._.entities[title]]
    assert [(e.name, e.span) for e in held_in(doc[at["Minister"]], [doc._.entities[ada]], pointed)] == [
        ("Norway", None)
    ]


def test_those_who_share_a_noun_act_together(make_doc, mention):
    doc = make_doc("Varnian and Keshtani warships sailed past old , new ferries .")
    at = attach(doc, {
        "Varnian": ("warships", "amod", "ADJ"), "and": ("Keshtani", "cc", "CCONJ"),
        "Keshtani": ("Varnian", "conj", "ADJ"), "warships": ("sailed", "nsubj", "NOUN"),
        "old": ("ferries", "amod", "ADJ"), ",": ("new", "punct", "PUNCT"), "new": ("old", "conj", "ADJ"),
        "ferries": ("sailed", "obl", "NOUN"), "past": ("ferries", "case", "ADP"), ".": ("sailed", "punct", "PUNCT"),
    })  # fmt: skip
    v, old, ships = (mention(doc, words) for words in ("Varnian", "old", "Keshtani warships"))
    ferries = Mention(at["new"], at["ferries"] + 1, at["ferries"])
    doc._.mentions = (v, ships, old, ferries)
    doc._.entities = {v: entity(doc, v, "XAA"), ships: entity(doc, ships, "XAB"), old: entity(doc, old)}
    found = with_arguments(doc, finding(at["sailed"], actors=[ships], recipients=[ferries]))
    assert found == ((v, ships), (ferries,))
