"""Head word to mention: the noun phrase, gerund or clause that a word heads, by the tree.

The rule gives the spans that UD English GUM marks: relative clauses and prepositional phrases belong to the phrase;
appositions, further conjuncts, prepositions before it and the verb "to be" do not.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

_VERBS = frozenset({"VERB", "AUX"})
_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_BRACKETS = {")": "(", "]": "[", "”": "“"}

_BEFORE_NOUN = frozenset(
    {"det", "det:predet", "amod", "nummod", "compound", "flat", "goeswith", "nmod:poss", "nmod:desc", "nmod:unmarked",
     "obl:unmarked"}
)  # fmt: skip
_AFTER_NOUN = frozenset(
    {"nmod", "nmod:unmarked", "obl", "acl", "acl:relcl", "amod", "nummod", "det", "compound", "flat", "fixed",
     "goeswith"}
)  # fmt: skip
_BEFORE_VERB = _BEFORE_NOUN | {"nsubj", "nsubj:pass", "aux", "aux:pass", "mark"}
_AFTER_VERB = _AFTER_NOUN | {"obj", "iobj", "xcomp", "ccomp", "advmod", "advcl", "compound:prt"}


def phrase(doc: Doc, head: int) -> tuple[int, int]:
    """Token indices [start, end) of the phrase that a token heads; needs the tree and the tags."""
    token = doc[head]
    is_verb = token.pos_ in _VERBS
    first = _first(token, _BEFORE_VERB if is_verb else _BEFORE_NOUN)
    last = _last(token, _AFTER_VERB if is_verb else _AFTER_NOUN)
    return _trimmed(doc, first, head, last)


def _first(token: Token, kept: frozenset[str]) -> int:
    return min((c.left_edge.i for c in token.lefts if c.dep_ in kept), default=token.i)


def _last(token: Token, kept: frozenset[str]) -> int:
    return max((c.right_edge.i for c in token.rights if c.dep_ in kept or _is_genitive(c)), default=token.i)


def _is_genitive(token: Token) -> bool:
    return token.dep_ == "case" and token.lower_ in _GENITIVES


def _trimmed(doc: Doc, first: int, head: int, last: int) -> tuple[int, int]:
    """Without blanks and marks at the ends, but with the mark that closes a bracket or quotation opened within."""
    while first < head and _is_mark(doc[first]) and doc[first].text not in _BRACKETS.values():
        first += 1
    while last > head and _is_mark(doc[last]):
        last -= 1
    if last + 1 < len(doc) and _closes(doc, first, last):
        last += 1
    return first, last + 1


def _is_mark(token: Token) -> bool:
    return token.is_space or (token.pos_ == "PUNCT" and token.dep_ == "punct")


def _closes(doc: Doc, first: int, last: int) -> bool:
    """Whether the next token is the mark that something opened in [first, last] still lacks."""
    mark = doc[last + 1].text
    inside = [t.text for t in doc[first : last + 1]]
    if mark in _BRACKETS:
        return inside.count(_BRACKETS[mark]) > inside.count(mark)
    return mark == '"' and inside.count(mark) % 2 == 1
