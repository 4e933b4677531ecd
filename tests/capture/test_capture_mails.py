"""Mails and MHTML: what is read of them, what is attached, what broken ones come to."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from invented_files import ARTICLE, HTML, mail, pdf, print_lines

from dragoman.capture import capture, find_pages, read_page
from dragoman.errors import PageError
from dragoman.records import Capture, Fact

MHTML_HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://levant.example/news/army\r\n"
    "Subject: =?utf-8?Q?Army=20moves?=\r\nDate: Wed, 5 Apr 2023 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Edge"{more}\r\n\r\n'
)


def mhtml(*parts: str, more: str = "") -> bytes:
    body = "".join(f"------Edge\r\n{part}\r\n" for part in parts)
    return (MHTML_HEAD.format(more=more) + body + "------Edge--\r\n").encode("utf-8")


def html_part(html: str = HTML, extra: str = "") -> str:
    coded = html.replace("=", "=3D").replace("brigades", "bri=\r\ngades")
    return f"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n{extra}\r\n{coded}"


def write(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_a_mail_tells_who_when_and_what(tmp_path: Path) -> None:
    document = read_page(write(tmp_path / "news.eml", mail().as_bytes()))
    assert document.title == Fact(value="Talks fail again", basis="mail header Subject")
    assert document.author == Fact(value="Corin Maas", basis="mail header From")
    assert document.published
    assert document.published.interval.to_list() == ["2023-04-04", "2023-04-04"]
    assert document.published.basis.startswith("mail header Date: Tue, 04 Apr")
    assert [line.role for line in document.lines] == ["title", "blank", "body", "blank", "body"]
    assert document.reading.text.splitlines()[-1] == "Ostrel’s envoy denied it."


def test_a_newsletter_in_html_goes_the_way_of_web_pages(tmp_path: Path) -> None:
    message = mail(List_Id='"Varnia Weekly" <weekly.levant.example>')
    message.set_content("View this mail in your browser.")
    message.add_alternative(f"<html><body><p>{ARTICLE}</p><p>{ARTICLE}</p></body></html>", subtype="html")
    (source,) = find_pages([write(tmp_path / "news.eml", message.as_bytes())])
    document = capture(source)
    assert document.publisher == Fact(value="Varnia Weekly", basis="mail header List-Id")
    assert "View this mail" not in document.text
    assert [line.role for line in document.lines] == ["title", "body", "body"]


def test_pages_attached_are_pages_of_their_own(tmp_path: Path) -> None:
    inner = mail(Subject="Inner news", Date="Mon, 3 Apr 2023 10:00:00 +0000")
    inner.add_attachment("Varnia accused Ostrel of shelling the port on Saturday.", filename="note.txt")
    message = mail()
    message.add_attachment(HTML.encode(), maintype="text", subtype="html", filename="army moves.html")
    printed = pdf([print_lines((72, 700, ARTICLE[:90]))])
    message.add_attachment(printed, maintype="application", subtype="octet-stream", filename="paper.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    message.add_attachment(b"PK\3\4", maintype="application", subtype="zip", filename="rest.zip")
    message.add_attachment(inner)
    sources = list(find_pages([write(tmp_path / "news.eml", message.as_bytes())]))
    assert [(s.name, s.kind) for s in sources] == [
        ("news", "mail"), ("army moves", "html"), ("paper", "pdf"), ("rest", "unknown"), ("part", "mail"),
        ("note", "text"),
    ]  # fmt: skip
    assert sources[1].load() == HTML.encode()
    assert sources[2].load() == printed
    documents = {s.name: capture(s) for s in sources if s.name != "rest"}
    assert documents["part"].title == Fact(value="Inner news", basis="mail header Subject")
    assert documents["note"].captured == Capture(day=date(2023, 4, 3), basis="Date of the mail that it is attached to")
    assert documents["note"].published is None
    with pytest.raises(PageError, match="archive within an archive"):
        capture(sources[3])


def test_the_last_server_bounds_the_date_of_a_mail(tmp_path: Path) -> None:
    message = mail(Received="from a by b; Tue, 4 Apr 2023 22:00:00 +0000", Date="Sat, 1 Apr 2073 10:00:00 +0000")
    document = read_page(write(tmp_path / "news.eml", message.as_bytes()))
    assert document.captured == Capture(day=date(2023, 4, 4), basis="mail header Received")
    assert document.published
    assert document.published.certainty < 0.5


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ("Subject: =?nonsense?q?Talks_fail?=\n", "=?nonsense?q?Talks_fail?="),
        ("Subject: =?utf-8?b?VGFsa3M\n", "=?utf-8?b?VGFsa3M"),
        ("Subject: Čadca talks\nDate: yesterday, perhaps\nFrom: <<>>,,\n", "Čadca talks"),
        ("Subject: =?utf-8?q?Talks_in_=C4=8Cadca?=\nDate: 99 Xyz 2023 45:99\n", "Talks in Čadca"),
        ("Subject: Talks\nContent-Type: text/plain; charset=klingon\n", "Talks"),
        ("Subject: Talks\nContent-Type: text/plain; charset=hex\nContent-Transfer-Encoding: base65\n", "Talks"),
    ],
)  # fmt: skip
def test_broken_headers_cost_only_themselves(tmp_path: Path, headers: str, title: str) -> None:
    raw = f"{headers}\nOstrel’s envoy denied on Monday that the talks had failed.\n".encode()
    document = read_page(write(tmp_path / "a.eml", raw))
    assert document.title == Fact(value=title, basis="mail header Subject")
    assert "Ostrel’s envoy denied" in document.text
    assert document.published is None


def test_charsets_of_mails(tmp_path: Path) -> None:
    for charset, words in {"iso-8859-2": "Čadca", "us-ascii": "“Čadca”"}.items():
        head = f"Subject: Talks\nContent-Type: text/plain; charset={charset}\n\n"
        body = f"The envoy denied in {words} on Monday that the talks had failed."
        coded = body.encode("iso-8859-2") if charset == "iso-8859-2" else body.replace("Č", "C").encode("cp1252")
        document = read_page(write(tmp_path / f"{charset}.eml", head.encode() + coded))
        assert words.replace("Č", "Č" if charset == "iso-8859-2" else "C") in document.text


def nested(count: int) -> bytes:
    raw = b"Subject: last\n\nThe minister denied it on Monday, the envoy said.\n"
    for number in range(count):
        raw = b"Subject: news %d\nContent-Type: message/rfc822\n\n" % number + raw
    return raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (nested(100), "no text in the mail"),
        (nested(3000), "too deep"),
        (b"Subject: x\n" + b"X-A: b\n" * 200_000 + b"\nHello.", "more headers"),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=z\n\n" + b"--z\n\nx\n" * 3000, "parts"),
        (b"Subject: x\n\nThe envoy\0denied it" + b"\0" * 99, "binary"),
        (bytes(range(256)) * 50, "binary"),
        (b"", "empty"),
        (b"From: corin@levant.example\n\n", "no readable text"),
    ],
)
def test_mails_that_cannot_be_read_are_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    sources = list(find_pages([write(tmp_path / "a.eml", raw)]))
    assert len(sources) < 15
    with pytest.raises(PageError) as caught:
        capture(sources[0])
    assert reason in caught.value.reason
    assert caught.value.remedy


def test_mails_in_mails_are_followed_so_far(tmp_path: Path) -> None:
    few = list(find_pages([write(tmp_path / "few.eml", nested(3))]))
    assert len(few) == 4
    assert "denied it on Monday" in capture(few[-1]).text
    many = list(find_pages([write(tmp_path / "many.eml", nested(100))]))
    with pytest.raises(PageError, match="10 deep"):
        many[-1].load()


def test_mhtml_is_its_page_with_its_address_and_the_day_it_was_saved(tmp_path: Path) -> None:
    css = "Content-Type: text/css\r\n\r\np { color: red }"
    document = read_page(write(tmp_path / "saved.mhtml", mhtml(html_part(), css)))
    assert ARTICLE in document.text
    assert document.title == Fact(value="Army moves", basis="heading h1")
    assert document.url == Fact(
        value="https://levant.example/news/army", basis="MHTML header Snapshot-Content-Location"
    )
    assert document.captured == Capture(day=date(2023, 4, 5), basis="MHTML header Date")
    assert document.published is None
    raw = (tmp_path / "saved.mhtml").read_bytes()
    assert read_page(write(tmp_path / "saved.php", raw)).text == document.text


def test_mhtml_by_its_start_part_and_by_its_frames(tmp_path: Path) -> None:
    frame = html_part("<html><body><p>Advertisement for carpets from the coast, all sizes.</p></body></html>")
    root = html_part(extra="Content-ID: <root@x>\r\nContent-Location: https://levant.example/by-part\r\n")
    named = mhtml(frame, root, more='; start="<root@x>"').replace(b"Snapshot-", b"X-")
    document = read_page(write(tmp_path / "a.mht", named))
    assert ARTICLE in document.text
    assert document.url == Fact(value="https://levant.example/by-part", basis="MHTML header Content-Location")
    frames = html_part('<html><frameset cols="20%,80%"><frame src="a"><frame src="b"></frameset></html>')
    assert ARTICLE in read_page(write(tmp_path / "b.mht", mhtml(frames, frame, html_part()))).text


def test_the_charset_of_an_mhtml_part(tmp_path: Path) -> None:
    body = f"<html><body><h1>Talks fail</h1><p>{ARTICLE} So it was said in =C8adca.</p></body></html>"
    part = "Content-Type: text/html; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + body
    assert "in Čadca" in read_page(write(tmp_path / "a.mht", mhtml(part))).text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"From: <Saved by Blink>\n\nnothing", "no web page in it"),
        (mhtml(html_part("<html><body></body></html>")), "no readable text"),
        (mhtml(html_part())[:250], "no web page in it"),
        (b"\0" * 1000, "no web page in it"),
        (nested(3000), "too deep"),
    ],
)
def test_mhtml_that_cannot_be_read_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        read_page(write(tmp_path / "a.mhtml", raw))
    assert reason in caught.value.reason
    assert caught.value.remedy


def test_a_mail_without_words_of_its_own_is_refused_and_its_page_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Scan"
    message.make_mixed()
    message.add_attachment(HTML, subtype="html", filename="page.html")
    body, page = find_pages([write(tmp_path / "a.eml", message.as_bytes())])
    with pytest.raises(PageError, match="no text in the mail"):
        capture(body)
    assert ARTICLE in capture(page).text
