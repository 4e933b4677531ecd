"""What can go wrong with a dossier, and that nothing committed is lost by it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from invented_rows import make_read

from dragoman.errors import InputError, StoreError, VersionError
from dragoman.store import SqliteStore, open_dossier, opening

HERE = str(Path(__file__).parent)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "a.dossier"
    with open_dossier(path, create=True) as store:
        store.add(make_read("one"))
    return path


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {HERE!r})\n{script}"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)


def add_many(store: SqliteStore, count: int) -> None:
    for n in range(count):
        store.add(make_read(f"more{n:03}"))


def intact(path: Path) -> bool:
    with open_dossier(path) as store:
        found = [c.id for c in store.claims()]
    with sqlite3.connect(path) as raw:
        healthy = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.execute("INSERT INTO page_words (page_words) VALUES ('integrity-check')")
    raw.close()
    return healthy and found == ["one-1", "one-2"]


def test_a_missing_dossier_is_an_input_error_that_tells_the_way(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="dragoman read"):
        open_dossier(tmp_path / "none.dossier")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        open_dossier(tmp_path, create=True)
    with pytest.raises(InputError, match="does not exist"):
        open_dossier(tmp_path / "no" / "a.dossier", create=True)


@pytest.mark.parametrize("content", [b"just some words\n" * 400, b"\x00\xff" * 900, b""])
def test_a_file_that_is_no_dossier_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.dossier"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a dossier"):
        open_dossier(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["a.dossier"]


@pytest.mark.parametrize("create", [True, False])
def test_anothers_database_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "a.dossier"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE meta (key, value)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a dossier"):
        open_dossier(path, create=create)
    assert path.read_bytes() == before


def test_another_version_tells_both_and_the_remedy(dossier: Path) -> None:
    with sqlite3.connect(dossier) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
        raw.execute("UPDATE meta SET value = '7.0.0' WHERE key = 'dragoman_version'")
    raw.close()
    with pytest.raises(VersionError) as told:
        open_dossier(dossier)
    message = str(told.value)
    assert "7.0.0 (schema 99)" in message
    assert f"(schema {opening.SCHEMA_VERSION})" in message
    assert "read the pages again" in message
    assert str(dossier) in message


def test_an_empty_file_left_by_a_killed_start_is_founded_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    path.touch()
    with open_dossier(path, create=True) as store:
        store.add(make_read("one"))
    assert intact(path)


FULL = """
import resource
from dataclasses import replace
from invented_rows import make_read, make_document
from dragoman.errors import StoreError
from dragoman.store import open_dossier
path = sys.argv[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
read = make_read("big")
try:
    with open_dossier(path, create=True) as store:
        store.add(replace(read, document=make_document("big", "many words here " * 60_000), claims=()))
except StoreError as fault:
    print(fault)
"""


def test_a_full_disk_loses_nothing_committed(dossier: Path) -> None:
    done = run(FULL, str(dossier))
    assert done.stderr == ""
    assert str(dossier) in done.stdout
    assert "disk" in done.stdout
    assert intact(dossier)


def test_a_full_dossier_loses_nothing_committed(dossier: Path) -> None:
    with open_dossier(dossier) as store:
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk is full"):
            add_many(store, 200)
        committed = list(store.document_ids())
        assert [d.id for d in store.documents()] == committed
    with open_dossier(dossier) as store:
        assert list(store.document_ids()) == committed


KILLED = """
from dataclasses import replace
import os, signal
from invented_rows import make_claim, make_read
from dragoman.store import open_dossier
import dragoman.store.writing as writing
real, count = writing._write_claim, [0]
def dies(*arguments):
    count[0] += 1
    if count[0] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*arguments)
writing._write_claim = dies
with open_dossier(sys.argv[1]) as store:
    store.add(make_read("one", claims=5))
"""


def test_killed_in_the_middle_of_a_page_leaves_the_store_as_before(dossier: Path) -> None:
    done = run(KILLED, str(dossier))
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert intact(dossier)


def test_locked_by_another_writer_is_told(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    with open_dossier(dossier) as store, open_dossier(dossier) as other:
        other._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program"):
            store.add(make_read("two"))
        assert [c.id for c in store.claims()] == ["one-1", "one-2"]  # readers are never locked out
        other._db.execute("ROLLBACK")
        store.add(make_read("two"))
    assert not dossier.with_name("a.dossier-wal").exists()


def test_read_only_does_not_write(dossier: Path) -> None:
    with open_dossier(dossier, read_only=True) as store:
        assert len(list(store.claims())) == 2
        with pytest.raises(StoreError, match="may not be written"):
            store.add(make_read("two"))
    assert intact(dossier)


def test_a_damaged_dossier_is_told(dossier: Path) -> None:
    content = bytearray(dossier.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    dossier.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|not a dossier"), open_dossier(dossier) as store:
        list(store.claims())


NOBODY = """
import os
from invented_rows import make_read
from dragoman.errors import StoreError
from dragoman.store import open_dossier
if os.geteuid() == 0:
    os.setuid(65534)
with open_dossier(sys.argv[1], read_only=True) as store:
    print(len(list(store.claims())), "claims")
for place in (sys.argv[1], sys.argv[1] + "new"):
    try:
        with open_dossier(place, create=True) as store:
            store.add(make_read("two"))
    except StoreError as fault:
        print(fault)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_without_write_permission_can_be_read_and_says_so() -> None:
    folder = Path(tempfile.mkdtemp())
    path = folder / "a.dossier"
    try:
        with open_dossier(path, create=True) as store:
            store.add(make_read("one"))
        path.chmod(0o444)
        folder.chmod(0o555)
        done = run(NOBODY, str(path))
        assert done.stderr == ""
        first, *faults = done.stdout.splitlines()
        assert first == "2 claims"
        assert len(faults) == 2
        assert all("permission" in fault for fault in faults)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_listing_left_half_read_outlives_its_store(dossier: Path) -> None:
    with open_dossier(dossier, read_only=True) as store:
        left = store.claims()
        next(left)
    del left  # a complaint here would be an unraisable one, and fail the test
    gc.collect()


def test_reading_leaves_nothing_beside_the_dossier(dossier: Path) -> None:
    with open_dossier(dossier, read_only=True) as store:
        assert list(store.claims())
    assert [p.name for p in dossier.parent.iterdir()] == ["a.dossier"]
