"""Lemmas as edit rules on the word: "case|characters to strip|characters to add", or "=" and the lemma itself."""

from __future__ import annotations


def lemma_rule(form: str, lemma: str) -> str:
    """The rule that makes this lemma of this form; apply_rule is its inverse."""
    lower = form.lower()
    if lemma == form and form != lower:
        return "K|0|"
    keeps_case = not (lemma == lower or lemma[:1].islower() or not form[:1].isupper())
    base = form if keeps_case else lower
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    if same == 0 and lemma and base:
        return "=" + lemma
    return f"{'K' if keeps_case else 'L'}|{len(base) - same}|{lemma[same:]}"


def apply_rule(form: str, rule: str) -> str:
    """The lemma that a rule makes of a form; the form itself, in the rule's case, where it is too short."""
    if rule.startswith("="):
        return rule[1:]
    case, strip, add = rule.split("|", 2)
    base = form if case == "K" else form.lower()
    count = int(strip)
    if count > len(base):
        return base
    return base[: len(base) - count] + add
