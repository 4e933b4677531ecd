"""Words as Universal Dependencies cuts them: spaCy's English rules, less some and with some more.

Runs of one mark ("!!!", "====", "$$$") and of marks that end a sentence ("?!") are one word, so are telephone
numbers and "e-mail"; "and/or" is three. `eval/README.md` has what that brings on running text.
"""

from __future__ import annotations

import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_RUNS = (r"[!?.:]*[!?][!?.]+", *(rf"{mark}{{2,}}" for mark in ("=", "_", r"\*", "~", "<", ">", r"\$", "-")))
_WHOLE = re.compile(r"(?:\d{3}-)?\d{3}-\d{4}|\d-\d{4}|[Ee]-[Mm]ails?|[a-z]/[a-z]?")
_SPLIT = frozenset({"and/or", "And/Or", "And/or"})


def english() -> Language:
    """A blank English pipeline with that tokeniser; every character of the text stays where it was."""
    nlp = spacy.blank("en")
    base: Any = nlp.tokenizer
    defaults = nlp.Defaults
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={k: v for k, v in base.rules.items() if k not in _SPLIT},
        prefix_search=compile_prefix_regex([*_RUNS, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*_RUNS, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([r"(?<=[a-z]{2})/(?=[a-z]{2})", *(defaults.infixes or ())]).finditer,
        token_match=_WHOLE.fullmatch,
        url_match=base.url_match,
    )
    return nlp
