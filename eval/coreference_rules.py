"""A baseline without a network: same words, same names, and pronouns to the nearest noun that agrees."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.reader.coreference import chains, mentions_of
from dragoman.reader.recurrence import recurring_words
from dragoman.records import Coreference, Mention

HE, SHE, IT, THEY = "he him his himself", "she her hers herself", "it its itself", "they them their theirs themselves"
KIND = {
    w: k
    for k, ws in {
        "he": HE, "she": SHE, "it": IT, "they": THEY, "i": "i me my mine myself",
        "we": "we us our ours ourselves", "you": "you your yours yourself",
    }.items()
    for w in ws.split()
}  # fmt: skip
ALONE = frozenset("this that these those something someone everyone anyone everybody nobody one".split())
PLURAL = frozenset({"Plur", "Ptan"})
REACH = 60


def rule_chains(doc: Doc) -> Coreference:
    """Chains of a Doc that has its tags, tree and names."""
    mentions = mentions_of(doc, [t.i for t in doc if is_head(t)])
    numbers: list[int] = []
    for nth in range(len(mentions)):
        back = antecedent(doc, mentions, nth)
        numbers.append(nth if back is None else numbers[back])
    return chains(doc, mentions, numbers)


def is_head(token: Token) -> bool:
    """Whether a token heads a noun phrase, as far as its tag and relation tell."""
    if token.pos_ == "PRON":
        return token.dep_ != "expl" and (token.lower_ in KIND or token.lower_ in ALONE) and not is_relative(token)
    if token.pos_ == "NOUN":
        return token.dep_ not in ("compound", "flat", "fixed")
    if token.pos_ == "PROPN":
        return token.dep_ not in ("flat", "compound") or (token.dep_ == "compound" and token.head.pos_ == "NOUN")
    return token.pos_ == "NUM" and token.dep_ in ("dep", "obl", "nmod:unmarked", "nmod", "obl:unmarked")


def is_relative(token: Token) -> bool:
    return "Rel" in token.morph.get("PronType") or (token.head.dep_ == "acl:relcl" and token.lower_ == "that")


def antecedent(doc: Doc, mentions: list[Mention], nth: int) -> int | None:
    """The earlier mention of the same thing, as its number."""
    token = doc[mentions[nth].head]
    kind = KIND.get(token.lower_) if token.pos_ == "PRON" else None
    if kind:
        return pronoun(doc, mentions, nth, kind)
    key = recurring_words(doc, mentions[nth], False)
    if key is None:
        return None
    for back in range(nth - 1, -1, -1):
        if recurring_words(doc, mentions[back], False) == key or is_part_of_name(token, doc[mentions[back].head]):
            return back
    return None


def is_part_of_name(token: Token, other: Token) -> bool:
    """ "Roth" after "Jana Roth"."""
    if token.pos_ != "PROPN" or other.pos_ != "PROPN" or any(c.dep_ in ("flat", "compound") for c in token.children):
        return False
    return token.lower_ in {other.lower_, *(c.lower_ for c in other.children if c.dep_ == "flat")}


def pronoun(doc: Doc, mentions: list[Mention], nth: int, kind: str) -> int | None:
    """The same pronoun nearby, or the nearest noun that agrees; subjects are taken before the rest of a sentence."""
    at = mentions[nth].head
    best: tuple[float, int] | None = None
    for back in range(nth - 1, -1, -1):
        token = doc[mentions[back].head]
        far = at - token.i
        if kind in ("i", "we", "you"):
            if KIND.get(token.lower_) == kind:
                return back
            continue
        if far > REACH:
            break
        if mentions[back].end <= at and agrees(token, kind):
            cost = far - (20 if token.dep_.startswith("nsubj") else 0)
            if best is None or cost < best[0]:
                best = cost, back
    return best[1] if best else None


def agrees(token: Token, kind: str) -> bool:
    if token.pos_ == "PRON":
        return KIND.get(token.lower_) == kind
    is_plural = bool(PLURAL & set(token.morph.get("Number")))
    is_person = token.ent_type_ in ("PER", "PERSON")
    if kind == "they":
        return is_plural
    if kind in ("he", "she"):
        return is_person and not is_plural
    return not is_plural and not is_person and token.pos_ != "NUM"
