"""Odd files against capture: each becomes text or a refusal, within ten seconds and a gigabyte.

    python -m eval.fuzz [--count 2000] [--seed 1] [--keep FOLDER]

Files are made here: our own pages and further forms of them (web page, archive, mail, PDF), torn, flipped, wrongly
encoded, nested, bloated, misnamed. Every file is captured in a process of its own, whose time and memory are read.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path

from dragoman.capture import find_pages
from dragoman.capture.capturing import capture
from dragoman.errors import InputError, PageError

CORPUS = Path(__file__).parents[2] / "shared" / "data" / "corpus"
SECONDS, BYTES = 10.0, 1024**3
SUFFIXES = (
    ".txt",
    ".html",
    ".mhtml",
    ".eml",
    ".pdf",
    ".warc",
    ".warc.gz",
    ".wacz",
    ".zip",
    ".tar",
    ".tar.gz",
    "",
    ".doc",
)
ALPHABETS = (
    "שלום עולם ",
    "سلام دنیا ",
    "мир и дом ",
    "日本語の文 ",
    "a\u0301\u0302\u0303 ",
    "\u202e\u2066abc\u2069 ",
    "🙂👩‍👩‍👧 ",
)

Rng = random.Random
Case = tuple[str, bytes]


def texts() -> list[str]:
    """Our own pages; one made here where the data is not at hand."""
    rows = [json.loads(line) for f in sorted(CORPUS.glob("*.jsonl")) for line in f.read_text("utf-8").splitlines()]
    own = [row["text"] for row in rows if "lines" in row]
    return (
        own or ["The minister said on Monday that nobody had crossed the river.\n\n3 comments\nAnna says:\nNo.\n"] * 2
    )


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return (
        f"<!doctype html><html><head><title>A page</title></head><body><article>{body}</article></body></html>".encode()
    )


def as_mail(text: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "A page", "Desk <desk@example.org>", "Tue, 02 Apr 2013 10:00:00 +0000"
    mail.set_content(text.replace("\r", ""))
    mail.add_attachment(as_html(text), "text", "html", filename="page.html")
    return mail.as_bytes()


def as_mhtml(text: str) -> bytes:
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    head += "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/a\r\n\r\n"
    return head.encode() + as_html(text) + b"\r\n--b--\r\n"


def as_warc(text: str) -> bytes:
    records = []
    for n in range(3):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + as_html(text)
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\n"
        head += (
            f"WARC-Date: 2013-04-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{n}>\r\n"
        )
        head += f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


def as_pdf(text: str) -> bytes:
    shown = "".join(
        f"({line[:90].encode('ascii', 'replace').decode()}) Tj T*\n".replace("\\", "") for line in text.split("\n")
    )
    stream = f"BT /F1 10 Tf 50 780 Td 12 TL\n{shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, at = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj" % n + body + b"endobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in at)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + rows
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def as_zip(name: str, raw: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return packed.getvalue()


def as_tar(name: str, raw: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(raw)
        archive.addfile(info, io.BytesIO(raw))
    return packed.getvalue()


def whole(text: str, rng: Rng) -> Case:
    """A page in one of the forms that are read."""
    makers: list[tuple[str, Callable[[str], bytes]]] = [
        (".txt", str.encode), (".html", as_html), (".eml", as_mail), (".mhtml", as_mhtml), (".warc", as_warc),
        (".warc.gz", lambda t: zlib.compress(as_warc(t), wbits=31)), (".pdf", as_pdf),
        (".wacz", lambda t: as_zip("archive/data.warc.gz", zlib.compress(as_warc(t), wbits=31))),
        (".zip", lambda t: as_zip("page.html", as_html(t))), (".tar.gz", lambda t: as_tar("page.txt", t.encode())),
    ]  # fmt: skip
    suffix, make = rng.choice(makers)
    return suffix, make(text)


def torn(text: str, rng: Rng) -> Case:
    suffix, raw = whole(text, rng)
    return suffix, raw[: rng.randrange(1, len(raw) + 1)]


def flipped(text: str, rng: Rng) -> Case:
    suffix, raw = whole(text, rng)
    bytes_ = bytearray(raw)
    for _ in range(rng.choice((1, 5, 50, 500))):
        bytes_[rng.randrange(len(bytes_))] = rng.randrange(256)
    return suffix, bytes(bytes_)


def misnamed(text: str, rng: Rng) -> Case:
    return rng.choice(SUFFIXES), whole(text, rng)[1]


def recoded(text: str, rng: Rng) -> Case:
    coding = rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1251", "latin-1", "shift_jis", "utf-7", "cp037", "koi8-r"))
    raw = text.encode(coding, "replace")
    return rng.choice((".txt", ".html")), raw + (text.encode() if rng.random() < 0.3 else b"")


def noise(text: str, rng: Rng) -> Case:
    return rng.choice(SUFFIXES), rng.randbytes(rng.choice((1, 10, 1000, 100_000)))


def nulls(text: str, rng: Rng) -> Case:
    every = rng.choice((1, 3, 50))
    return rng.choice((".txt", ".html")), "".join(c + "\0" * (i % every == 0) for i, c in enumerate(text)).encode()


def scripts(text: str, rng: Rng) -> Case:
    out = "".join(rng.choice(ALPHABETS) if rng.random() < 0.3 else word + " " for word in text.split(" "))
    return rng.choice((".txt", ".html")), out.encode("utf-8", "surrogatepass")


def nested(text: str, rng: Rng) -> Case:
    depth, tag = (
        rng.choice((300, 5_000, 100_000)),
        rng.choice(("div", "b", "ul><li", "table><tr><td", "blockquote", "font")),
    )
    inside = as_html(text)
    if rng.random() < 0.3:
        return ".html", b"<html><body>" + f"<{tag}>".encode() * depth + inside
    closing = "".join(f"</{t}>" for t in reversed(tag.replace(">", "").split("<")))
    return ".html", b"<html><body>" + f"<{tag}>".encode() * depth + inside + closing.encode() * depth


def repeated(text: str, rng: Rng) -> Case:
    """Few characters very often: what expressions go back and forth on."""
    unit = rng.choice((
        "a", " ", "\n", "-", "1/", "1.", "\"", "(", "“", "A. ", "Name says: ", "1 comment\n", "&amp;", "<p>",
        "<a href=x>y</a>", "3 hours ago ", "| ", "http://", "@", "Jan 1 ", "X, ", "said, ", "\t", "\u00a0", "...",
        "Mr. ", "By ", "x\u0301", "<!--", "<script>", "<div class='comment'>", "[", "{\"@type\":", "2013-", "Reply\n",
        "•", "\r", "'s ",
    ))  # fmt: skip
    count = rng.choice((1_000, 100_000, 1_000_000))
    return rng.choice((".txt", ".html", ".eml", ".mhtml")), (
        text[:300] + unit * (count // len(unit)) + text[:300]
    ).encode()


def bloated(text: str, rng: Rng) -> Case:
    """Up to fifty megabytes: one line, one attribute, one word, many lines, many elements."""
    size = rng.choice((2_000_000, 49_000_000))
    words = (text.replace("\n", " ") + " ") * (size // len(text) + 1)
    kind = rng.randrange(5)
    if kind == 0:
        return ".txt", words[:size].encode()
    if kind == 1:
        return ".html", f"<html><body><p title='{'x' * size}'>{escape(text)}</p></body></html>".encode()
    if kind == 2:
        return ".txt", (text + "x" * size).encode()
    if kind == 3:
        return ".txt", ("\n".join(words[:size].split(" "))).encode()
    return ".html", b"<html><body>" + b"<p>He said no.</p>" * (size // 18)


def bombs(text: str, rng: Rng) -> Case:
    heap = b"a " * rng.choice((5_000_000, 40_000_000))
    kind = rng.randrange(4)
    if kind == 0:
        return ".zip", as_zip("page.txt", heap)
    if kind == 1:
        return ".tar.gz", as_tar("page.txt", heap)
    if kind == 2:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + zlib.compress(
            heap, wbits=31
        )
        head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
        head += b"WARC-Date: 2013-04-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        head += b"Content-Type: application/http;msgtype=response\r\n"
        return ".warc.gz", zlib.compress(
            head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n", wbits=31
        )
    packed = as_zip("page.txt", heap)
    for depth in range(rng.randrange(1, 12)):
        packed = as_zip(f"{depth}.zip", packed)
    return ".zip", packed


MAKERS: tuple[tuple[Callable[[str, Rng], Case], int], ...] = (
    (whole, 6), (torn, 14), (flipped, 14), (misnamed, 10), (recoded, 8), (noise, 8), (nulls, 5), (scripts, 6),
    (nested, 8), (repeated, 16), (bloated, 2), (bombs, 3),
)  # fmt: skip


def attempt(folder: Path) -> Counter[str]:
    """What became of every page in the folder."""
    found: Counter[str] = Counter()
    try:
        for source in find_pages([folder]):
            try:
                document = capture(source)
                found["text" if document.reading.text.strip() else "EMPTY"] += 1
            except PageError as refusal:
                found["refusal" if refusal.reason else "NO REASON"] += 1
    except InputError:
        found["refusal"] += 1
    return found or Counter({"nothing there": 1})


def in_process(folder: Path) -> tuple[str, float, int]:
    """Outcome, processor seconds, bytes at most, of one attempt in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(int(3 * SECONDS))
        try:
            told = json.dumps(attempt(folder))
        except BaseException as fault:
            told = f"CRASH {type(fault).__name__}: {fault}"[:300]
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    told = os.read(reader, 4096).decode()
    os.close(reader)
    _, _, used = os.wait4(child, 0)
    return told or "DIED or hung", used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where files that fail are kept")
    a = parser.parse_args()
    rng, pages = Rng(a.seed), texts()
    capture_once(pages[0])
    outcomes: Counter[str] = Counter()
    slowest, largest, bad = (0.0, ""), (0, ""), 0
    for n in range(a.count):
        make = rng.choices([m for m, _ in MAKERS], [w for _, w in MAKERS])[0]
        suffix, raw = make(rng.choice(pages), rng)
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / f"page{suffix}").write_bytes(raw)
            told, seconds, size = in_process(Path(place))
        name = f"{n} {make.__name__}{suffix} of {len(raw):,} bytes"
        slowest, largest = max(slowest, (seconds, name)), max(largest, (size, name))
        for what in json.loads(told) if told.startswith("{") else ["FAILED"]:
            outcomes[what] += 1
        if not told.startswith("{") or any(w.isupper() for w in told.split('"')) or seconds > SECONDS or size > BYTES:
            bad += 1
            print(f"{name}: {told[:200]} {seconds:.1f} s {size / 2**20:.0f} MB", flush=True)
            if a.keep:
                a.keep.mkdir(parents=True, exist_ok=True)
                (a.keep / f"{n}{suffix}").write_bytes(raw)
    print(f"{a.count} files: {dict(outcomes)}; failed {bad}")
    print(f"slowest {slowest[0]:.1f} s ({slowest[1]}), largest {largest[0] / 2**20:.0f} MB ({largest[1]})")


def capture_once(text: str) -> None:
    """Load what capture loads, so that no file pays for it."""
    with tempfile.TemporaryDirectory() as place:
        for suffix, raw in (
            (".txt", text.encode()),
            (".html", as_html(text)),
            (".pdf", as_pdf(text)),
            (".warc", as_warc(text)),
        ):
            (Path(place) / f"warm{suffix}").write_bytes(raw)
        attempt(Path(place))


if __name__ == "__main__":
    main()
