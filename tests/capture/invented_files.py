"""Files in the formats of saved pages, made of invented text."""

from __future__ import annotations

import gzip
from email.message import EmailMessage

ARTICLE = (
    "The Varnian army moved two brigades to the valley on Sunday, its spokesman said in the capital. "
    "Ostrel denied that any of its units had crossed the river before the vote."
)
HTML = (
    "<!DOCTYPE html><html><head><title>Army moves</title></head><body><h1>Army moves</h1>"
    f"<p>{ARTICLE}</p><p>The minister said that the talks would go on.</p></body></html>"
)


def warc_record(
    number: int,
    body: bytes = HTML.encode(),
    *,
    http: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n",
    kind: str = "response",
    type: str = "application/http; msgtype=response",
    uri: str = "",
) -> bytes:
    """A record of WARC 1.0, its pages numbered; http: the header of the answer, "" for a record without."""
    block = (http + "\r\n").encode() + body if http else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}>\r\n"
        f"WARC-Target-URI: {uri or f'https://levant.example/news/story-{number}.html'}\r\n"
        f"WARC-Date: 2023-04-05T10:00:00Z\r\nContent-Type: {type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """The records, each packed for itself, as crawlers write them."""
    return b"".join(gzip.compress(record) for record in records)


def mail(**headers: str) -> EmailMessage:
    """A mail with one plain part; headers as words with underscores for hyphens."""
    message = EmailMessage()
    for name, value in {
        "From": '"Corin Maas" <corin@levant.example>',
        "Subject": "Fwd: [Desk] Talks fail again",
        "Date": "Tue, 04 Apr 2023 23:30:00 +0300",
        **headers,
    }.items():
        message[name.replace("_", "-")] = value
    message.set_content(
        "The Varnian minister said on Monday that the talks had failed.\n\nOstrel’s envoy denied it.\n",
        cte="quoted-printable",
    )
    return message


def pdf(pages: list[bytes], info: str = "", encoding: str = "") -> bytes:
    """A PDF whose pages, A4, hold these content streams; F1 is Helvetica. info: entries of its metadata."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>".encode("latin-1"),
    ]
    for at, stream in enumerate(pages):
        page = f"/MediaBox[0 0 595 842]/Contents {6 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{page}>>".encode())
        objects.append(f"<</Length {len(stream)}{encoding}>>stream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    return bytes(out) + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + end


def print_lines(*lines: tuple[float, float, str] | tuple[float, float, str, float]) -> bytes:
    """A content stream that prints these: left, height above the foot, words, size of type (10 points)."""
    return "".join(
        f"BT /F1 {line[3] if len(line) > 3 else 10} Tf {line[0]} {line[1]} Td ({line[2]}) Tj ET\n" for line in lines
    ).encode("cp1252")
