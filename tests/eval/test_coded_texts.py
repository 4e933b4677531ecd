"""What we coded of other people's texts holds places and codes, never their words."""

import json
import re
from pathlib import Path

import pytest

SHARED = Path("../shared/data")
CODED = sorted((Path(__file__).parents[2] / "train" / "coded").glob("*.jsonl"))
CODES = {"id", "kind", "type", "mode", "polarity", "mood", "country", "sector"}
ENTITY = {"name", "country", "sector", "text", "cue"}


def is_place(value: object) -> bool:
    return value is None or (isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value))


@pytest.mark.parametrize("path", CODED, ids=lambda p: p.name)
def test_no_word_of_the_text(path):
    for line in path.read_text("utf-8").splitlines():
        for claim in json.loads(line)["claims"]:
            assert all(is_place(claim[k]) for k in ("quote", "trigger", "content", "where")), claim["id"]
            assert claim["mode"] is None or re.fullmatch(r"[a-z]+([ -][a-z]+){0,2}", claim["mode"]), claim["id"]
            for entity in (*claim["actors"], *claim["recipients"], *claim["holders"]):
                assert set(entity) <= ENTITY, claim["id"]
                assert re.fullmatch(r"e\d+|unspecified", entity["name"]), claim["id"]
                assert is_place(entity["text"]), claim["id"]
                assert is_place(entity.get("cue")), claim["id"]


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_words_come_back(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from train.coded import read_coded

    texts = {d.id: d.text for d in read_coded(SHARED, frozenset())}
    assert len(texts) == sum(len(path.read_text("utf-8").splitlines()) for path in CODED)
    assert all(len(text.split()) > 50 for text in texts.values())


def test_names_are_letters():
    path = CODED[0].parents[1] / "judged_names" / "ewt.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert re.fullmatch(r"\S+#\d+", row["id"])
        assert re.fullmatch(r"[polnx]+", row["names"])
        for a, b, kind in row.get("spans", ()):
            assert isinstance(a, int)
            assert isinstance(b, int)
            assert kind in ("PER", "ORG", "LOC")
