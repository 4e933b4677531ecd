"""Pages out of WARC and WACZ files, whole and damaged."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter
from invented_files import ARTICLE, HTML, packed, pdf, print_lines, warc_record

from dragoman.capture import Source, capture, find_pages
from dragoman.capture.warcs import Warc
from dragoman.errors import PageError
from dragoman.records import Capture, Fact

RECORDS = [warc_record(number) for number in range(4)]
PLAIN_HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def outcome(source: Source) -> str:
    try:
        return source.load().decode("utf-8", "replace")
    except PageError as fault:
        return f"! {fault.reason}"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("crawl.warc", b"".join(RECORDS)),
        ("crawl.warc.gz", packed(*RECORDS)),
        ("whole.warc.gz", gzip.compress(b"".join(RECORDS))),
        ("mixed.warc.gz", packed(RECORDS[0], RECORDS[1] + RECORDS[2], RECORDS[3])),
        ("padded.warc.gz", packed(*RECORDS[:2]) + b"\0" * 100 + packed(*RECORDS[2:])),
    ],
)
def test_every_answer_is_a_page_in_any_order(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    sources = list(find_pages([tmp_path]))
    assert [s.name for s in sources] == [f"story-{n}" for n in range(4)]
    assert [s.address for s in sources] == [f"https://levant.example/news/story-{n}.html" for n in range(4)]
    assert len({s.path for s in sources}) == 4
    shuffled = random.Random(7).sample(sources * 2, 8)
    assert {s.load() for s in shuffled} == {HTML.encode()}


def test_a_page_knows_its_address_and_the_day_of_its_fetch(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(RECORDS[1])
    (source,) = find_pages([tmp_path / "crawl.warc"])
    document = capture(source)
    assert document.title == Fact(value="Army moves", basis="heading h1")
    assert document.url == Fact(value="https://levant.example/news/story-1.html", basis="WARC-Target-URI")
    assert document.captured == Capture(day=date(2023, 4, 5), basis="WARC-Date")
    assert document.published is None
    assert ARTICLE in document.text


def test_the_fetch_bounds_the_publication_from_above(tmp_path: Path) -> None:
    uri = "https://levant.example/2023/04/army.html"
    late = HTML.replace("<head>", '<head><meta property="article:published_time" content="2024-01-01">')
    (tmp_path / "a.warc").write_bytes(warc_record(1, uri=uri) + warc_record(2, late.encode()))
    by_url, too_late = (capture(source).published for source in find_pages([tmp_path]))
    assert by_url
    assert by_url.interval.to_list() == ["2023-04-01", "2023-04-06"]
    assert "saved on 2023-04-05" in by_url.basis
    assert too_late
    assert too_late.interval.to_list() == ["2024-01-01", "2024-01-01"]
    assert too_late.certainty < 0.5


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    skipped = [
        warc_record(1, http="HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n"),
        warc_record(2, http="HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"),
        warc_record(3, http="HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n"),
        warc_record(4, kind="revisit"),
        warc_record(5, kind="request"),
        warc_record(6, b""),
        warc_record(7, http=PLAIN_HTTP, uri="https://levant.example/robots.txt"),
        warc_record(8, b"id 1", http="", kind="resource", type="text/plain", uri="urn:pageinfo:1"),
    ]
    kept = [
        warc_record(10, HTML.encode(), http="", kind="resource", type="text/html"),
        warc_record(11, ARTICLE.encode(), http="", kind="conversion", type="text/plain"),
        warc_record(
            12, pdf([print_lines((72, 700, ARTICLE[:90]))]), http=PLAIN_HTTP.replace("text/html", "application/pdf")
        ),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(packed(*skipped, *kept))
    assert [(s.name, s.kind) for s in find_pages([tmp_path])] == [
        ("story-10", "html"), ("story-11", "text"), ("story-12", "pdf"),
    ]  # fmt: skip
    assert all(capture(source).reading.text for source in find_pages([tmp_path]))
    (tmp_path / "crawl.warc.gz").write_bytes(packed(*skipped))
    (source,) = find_pages([tmp_path])
    assert outcome(source) == "! it holds no page in html, plain text or pdf"


def _brotli(raw: bytes) -> bytes:
    class Kept(io.BytesIO):
        def close(self) -> None:
            pass

    out = Kept()
    writer = BrotliWriter(out)
    writer.write(raw)
    writer.close()
    return out.getvalue()


def _chunked(raw: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(raw[at : at + 90]), raw[at : at + 90]) for at in range(0, len(raw), 90)) + (
        b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", _chunked(HTML.encode())),
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(HTML.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(HTML.encode())[2:-4]),
        ("Content-Encoding: br\r\n", _brotli(HTML.encode())),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", _chunked(gzip.compress(HTML.encode()))),
        ("Content-Encoding: gzip\r\n", HTML.encode()),
        ("Transfer-Encoding: chunked\r\n", HTML.encode()),
    ],
)
def test_codings_are_undone_even_where_the_header_lies(tmp_path: Path, headers: str, body: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(warc_record(1, body, http=PLAIN_HTTP + headers))
    (source,) = find_pages([tmp_path])
    assert source.load() == HTML.encode()


def test_the_servers_charset_is_heard(tmp_path: Path) -> None:
    body = f"<html><body><h1>Talks fail</h1><p>{ARTICLE} It was said in Čadca.</p></body></html>".encode("iso-8859-2")
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2\r\n"
    (tmp_path / "a.warc").write_bytes(warc_record(1, body, http=http))
    assert "in Čadca" in capture(next(find_pages([tmp_path]))).text


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_damage_is_told_and_the_rest_goes_on(tmp_path: Path, suffix: str) -> None:
    parts = [gzip.compress(record) if suffix == "warc.gz" else record for record in RECORDS]
    damaged = parts[1][:60].replace(b"WARC/1.0", b"XXXX/1.0") + b"#" * 30 + parts[1][90:]
    (tmp_path / f"a.{suffix}").write_bytes(parts[0] + damaged + parts[2] + parts[3][:-60])
    sources = list(find_pages([tmp_path]))
    found = [(s.address[-12:], outcome(s)[:9]) for s in sources]
    assert [address for address, told in found if not told.startswith("!")] == ["story-0.html", "story-2.html"]
    faults = [source for source in sources if source.fault]
    assert [outcome(s).partition(":")[0] for s in faults] == [
        "! damaged at this record or the next", "! the file ends within this record",
    ]  # fmt: skip
    with pytest.raises(PageError) as caught:
        faults[1].load()
    assert f"a.{suffix}/" in caught.value.place
    assert "story-3.html" in caught.value.place
    assert caught.value.remedy


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc_record(0, uri="http://[levant.example/a.html") + RECORDS[1])
    first, second = find_pages([tmp_path])
    assert "address" in first.fault
    assert not second.fault


def test_a_length_that_swallows_records_loses_none(tmp_path: Path) -> None:
    greedy = RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 9")
    (tmp_path / "a.warc").write_bytes(RECORDS[0] + greedy + RECORDS[2] + RECORDS[3])
    read = [s.address[-12:] for s in find_pages([tmp_path]) if not s.fault]
    assert read == ["story-0.html", "story-2.html", "story-3.html"]


def test_warcs_within_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as crawl:
        crawl.writestr("archive/data.warc.gz", packed(*RECORDS))
        crawl.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}')
        crawl.writestr("indexes/index.cdx.gz", gzip.compress(b"com,example"))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/data.warc", b"".join(RECORDS))
    with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("data.warc.gz")
        info.size = len(packed(*RECORDS))
        tar.addfile(info, io.BytesIO(packed(*RECORDS)))
    sources = list(find_pages([tmp_path]))
    assert len({s.name for s in sources}) == len(sources) == 12
    assert {s.load() for s in reversed(sources)} == {HTML.encode()}
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as crawl:
        crawl.writestr("pages/pages.jsonl", "{}")
    (empty,) = find_pages([tmp_path / "a.wacz"])
    assert outcome(empty) == "! it holds no WARC"


def test_bombs_are_refused(tmp_path: Path) -> None:
    inner = gzip.compress(b" " * 120_000_000)
    outer = zlib.compressobj(9, wbits=31)
    head = RECORDS[1].replace(b"Content-Length: ", b"Content-Length: 99999999")
    bomb = outer.compress(head) + b"".join(outer.compress(b" " * 1_000_000) for _ in range(200)) + outer.flush()
    coded = warc_record(0, inner, http=PLAIN_HTTP + "Content-Encoding: gzip\r\n")
    (tmp_path / "a.warc.gz").write_bytes(packed(coded) + bomb + packed(RECORDS[2]))
    told = [outcome(source) for source in find_pages([tmp_path])]
    assert told[0] == "! larger than 50 MB"
    assert "suspiciously many bytes" in told[1]
    assert told[2] == HTML


def test_garbage_is_told_once_and_soon(tmp_path: Path) -> None:
    for name, raw in {
        "a.warc": b"garbage " * 1000,
        "b.warc.gz": b"\x1f\x8b\x08" * 100_000,
        "c.warc": b"\0" * 100_000,
        "d.warc.gz": gzip.compress(b"hello " * 1000),
        "e.warc": b"",
        "f.wacz": b"PK\3\4 cut",
    }.items():
        (tmp_path / name).write_bytes(raw)
    told = [(source.path.removeprefix(f"{tmp_path}/")[0], outcome(source)[0]) for source in find_pages([tmp_path])]
    assert told == [(name, "!") for name in "abcdef"]


def test_a_file_damaged_throughout_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.capture.warcs.MOST_FAULTS", 5)
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0 x\n" * 100)
    assert len(list(find_pages([tmp_path]))) == 7
    assert "not read on" in outcome(list(find_pages([tmp_path]))[-1])


def test_any_damage_ends_in_pages_or_faults() -> None:
    chance = random.Random(3)
    wholes = [b"".join(RECORDS), packed(*RECORDS), gzip.compress(b"".join(RECORDS))]
    for _ in range(200):
        raw = bytearray(chance.choice(wholes))
        for _ in range(chance.randint(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        warc = Warc(io.BytesIO(bytes(raw[: chance.randint(1, len(raw))])))
        parts = list(warc.pages())
        for part in parts:
            if not part.fault:
                assert warc.read(part.place, 10) is not None
        warc.close()
