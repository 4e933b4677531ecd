"""Finding pages: files, folders, globs, archives, names."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture import capture, find_pages, read_page
from dragoman.capture.names import unique_names
from dragoman.errors import InputError, PageError
from dragoman.records import Fact, Span

TEXT = "Army moves\n\nThe Varnian army moved two brigades to the valley on Sunday, its spokesman said in the capital.\n"


def test_folders_are_searched_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "in/a.html", ".hidden.txt", ".git/x.txt", "page_files/style.css", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert [s.name for s in find_pages([tmp_path])] == ["b", "a"]
    assert [s.name for s in find_pages([tmp_path / "notes.md", str(tmp_path / "*.txt"), tmp_path / "b.txt"])] == [
        "notes",
        "b",
    ]


def test_a_missing_path_names_itself(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_pages([tmp_path / "nowhere"])
    assert "nowhere" in caught.value.place
    assert caught.value.remedy
    with pytest.raises(InputError):
        find_pages([str(tmp_path / "*.txt")])


def test_clashing_stems_take_their_folder(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(TEXT)
    assert [s.name for s in find_pages([tmp_path])] == ["one-page", "two-page"]


@given(st.lists(st.from_regex(r"([ab]/){0,2}[ab]{1,2}(\.txt|\.html)?", fullmatch=True), max_size=12))
def test_names_are_unique(paths: list[str]) -> None:
    names = unique_names(paths)
    assert len(set(names)) == len(paths)
    assert dict(zip(paths[::-1], unique_names(paths[::-1]), strict=True)).keys() == set(paths)


def test_members_of_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("in/a.txt", TEXT)
        archive.writestr("../escape.txt", TEXT)
        archive.writestr("__MACOSX/a.txt", TEXT)
    with tarfile.open(tmp_path / "more.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("b.txt")
        info.size = len(TEXT.encode())
        tar.addfile(info, io.BytesIO(TEXT.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    found = {s.name: s for s in find_pages([tmp_path])}
    assert sorted(found) == ["a", "b", "escape"]
    assert capture(found["a"]).text == capture(found["b"]).text == TEXT
    with pytest.raises(PageError, match="leads out"):
        found["escape"].load()


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * 8_000_000)
    (source,) = find_pages([tmp_path])
    with pytest.raises(PageError, match="suspiciously"):
        source.load()


def test_a_damaged_archive_is_one_refusal(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut")
    (source,) = find_pages([tmp_path])
    with pytest.raises(PageError) as caught:
        capture(source)
    assert caught.value.place.endswith("cut.zip")


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", b"\x00\x01\x02abc" * 50, "binary"),
        ("control.txt", b"abc\x01\x02\x03" * 50, "binary"),
        ("doc.pdf", b"%PDF-1.7 something", "PDF"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("paper.docx", b"PK\x03\x04 word", "Office"),
        ("dots.txt", b"... --- ...\n* * *\n", "no readable text"),
        ("empty.html", b"<html><head><script>var a = 1;</script></head><body></body></html>", "no readable text"),
        (
            "deutsch.txt",
            "Die Armee hat am Sonntag zwei Brigaden in das Tal verlegt, sagte ihr Sprecher.".encode("latin-1"),
            "German",
        ),
        (
            "русский.txt",
            "Армия перебросила в воскресенье две бригады в долину, заявил представитель.".encode(),
            "Russian",
        ),
    ],
)
def test_refusals_name_the_file_and_the_remedy(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(PageError) as caught:
        read_page(tmp_path / name)
    assert reason in caught.value.reason
    assert name in caught.value.place
    assert caught.value.remedy


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.capture.sources.MOST_BYTES", 100)
    (tmp_path / "long.txt").write_text(TEXT * 3)
    with pytest.raises(PageError, match="50 MB"):
        read_page(tmp_path / "long.txt")


@pytest.mark.parametrize(
    "text", ["Army moves to the valley", "Baku, Tehran, Ankara", "Talks fail", "War in Şuşa, says Əliyev"]
)
def test_short_english_is_not_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "short.txt").write_text(text, "utf-8")
    assert read_page(tmp_path / "short.txt").language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_encodings_and_line_breaks(tmp_path: Path, encoding: str) -> None:
    text = "Café talks\r\n\r\nThe minister’s café in Ostrel was shut on Monday, the “Courier” wrote later.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    document = read_page(tmp_path / "a.txt")
    assert document.text == text
    assert [line.role for line in document.lines] == ["title", "blank", "body"]
    assert document.lines[2].span == Span(14, len(text) - 2)


def test_html_in_a_file_with_another_name(tmp_path: Path) -> None:
    body = "<p>The Varnian army moved two brigades to the valley on Sunday, its spokesman said in the capital.</p>" * 3
    (tmp_path / "page.php").write_text(f"<!DOCTYPE html><html><body><h1>Army moves</h1>{body}</body></html>")
    document = read_page(tmp_path / "page.php")
    assert "<" not in document.text
    assert document.title == Fact(value="Army moves", basis="heading h1")


NOBODY = """
import os, sys
from dragoman.capture import find_pages
from dragoman.errors import InputError, PageError
if os.geteuid() == 0:
    os.setuid(65534)
for source in find_pages([sys.argv[1]]):
    try:
        source.load()
        print("read", source.path)
    except PageError as fault:
        print(fault.reason, source.path)
try:
    list(find_pages([sys.argv[1] + "/closed/page.txt"]))
except InputError as fault:
    print(fault.reason)
"""


def test_what_may_not_be_opened_is_told_not_left_out():
    top = Path(tempfile.mkdtemp())  # pytest's own folders are closed to nobody
    top.chmod(0o755)
    (top / "closed").mkdir()
    for name in ("good.txt", "secret.txt", "closed/page.txt"):
        (top / name).write_text("Norway denied it.", "utf-8")
    (top / "secret.txt").chmod(0)
    (top / "closed").chmod(0)
    try:
        done = subprocess.run([sys.executable, "-c", NOBODY, str(top)], capture_output=True, text=True, timeout=60)
    finally:
        (top / "closed").chmod(0o755)
        shutil.rmtree(top)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"read {top}/good.txt",
        f"no permission to read it {top}/secret.txt",
        f"no permission to read it {top}/closed/",
        "no permission to look there",
    ]


def test_an_archive_that_ends_early_is_read_as_far_as_it_goes(tmp_path):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz", compresslevel=0) as archive:
        for n in range(6):
            member = tarfile.TarInfo(f"{n}.txt")
            member.size = 500
            archive.addfile(member, io.BytesIO(bytes([65 + n]) * 500))
    (tmp_path / "cut.tgz").write_bytes(whole.getvalue()[:3300])
    *pages, last = find_pages([tmp_path / "cut.tgz"])
    assert [page.load()[:1] for page in reversed(pages)] == [b"C", b"B", b"A"]
    with pytest.raises(PageError, match="beyond its first 3 files"):
        last.load()


def test_a_damaged_name_in_an_archive_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pägé.txt", "The minister spoke.")
    raw = path.read_bytes()
    path.write_bytes(raw.replace("pägé".encode(), b"p\xb7\xb7g\xb7\xb7", 1))  # in the local header only
    (source,) = find_pages([path])
    with pytest.raises(PageError, match="cannot be read"):
        source.load()
