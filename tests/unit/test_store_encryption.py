"""A passphrase is set, changed and taken away; at every instant the store opens."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from fakes import FakeClock
from selfcompassion_desktop.core.errors import (
    KeyDamaged,
    KeyMissing,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreShut,
    StoreTrouble,
    StoreUnwritable,
    Trouble,
    WrongPassphrase,
)
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.disk import Disk
from selfcompassion_desktop.store.encryption import Encryption
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.keyfile import COST, Cost
from selfcompassion_desktop.store.mending import Mending
from selfcompassion_desktop.store.standing import Standing, standing

CHEAP = Cost(64, 1, 1)
WORD = "zebra-7391"
PASSPHRASE = "correct horse"


class Room:
    """A data folder, met as a program that was just started meets it."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self.path = folder / "store.db"
        self.clock = FakeClock()
        self.database = Database(self.path, self.clock)
        self.encryption = Encryption(self.database, disk, CHEAP)
        self.entries = Entries(self.database, self.clock, Ids(self.clock))
        self.backups = Backups(self.database, folder / "backups", self.clock)
        self.mending = Mending(self.database, self.backups, self.clock)

    def fill(self, *bodies: str) -> None:
        for body in bodies or (f"{WORD} in the garden 斑馬", "second"):
            self.entries.add(body)

    def titles(self) -> list[str]:
        return [row.title for row in self.entries.newest(50)]

    def close(self) -> None:
        self.database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def holding(folder: Path, word: str = WORD) -> list[str]:
    """The files in which a word can be read."""
    signs = [word.encode(), word.encode("utf-16-le"), "斑馬".encode()]
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [str(file.relative_to(folder)) for file in files if any(sign in file.read_bytes() for sign in signs)]


def encrypted(folder: Path) -> str:
    """A closed, encrypted store; returns its recovery code."""
    room = Room(folder)
    room.fill()
    code = room.encryption.set(PASSPHRASE).code
    room.close()
    return code


def test_a_passphrase_is_set_and_everything_is_still_there(folder: Path) -> None:
    room = Room(folder)
    room.fill()
    before = room.titles()

    made = room.encryption.set(PASSPHRASE)

    assert made.left == ()
    assert room.titles() == before
    assert room.entries.search(WORD)[0].title == before[1]
    assert room.database.integrity() == "ok"
    room.entries.add("written after")
    room.close()
    assert holding(folder) == []

    again = Room(folder)
    assert again.encryption.standing is Standing.ENCRYPTED
    with pytest.raises(StoreShut, match="passphrase"):
        again.entries.newest(1)
    again.encryption.unlock(PASSPHRASE)
    assert again.titles() == ["written after", *before]
    again.close()


def test_a_guess_costs_what_rfc_9106_asks_for(folder: Path) -> None:
    room = Room(folder)
    made = Encryption(room.database)
    room.fill()

    made.set(PASSPHRASE)

    written = json.loads((folder / "store.key").read_text(encoding="utf-8"))
    for purpose in ("passphrase", "recovery"):
        found = written[purpose]
        assert found["kdf"] == "argon2id"
        assert Cost(found["memory"], found["iterations"], found["lanes"]) == COST
    assert COST.memory >= 65_536
    assert COST.iterations >= 3
    assert written["passphrase"]["salt"] != written["recovery"]["salt"]
    room.close()


def test_a_wrong_passphrase_then_the_right_one(folder: Path) -> None:  # case JR16
    encrypted(folder)
    room = Room(folder)

    for wrong in ("wrong", "correct  horse", "Correct horse"):
        with pytest.raises(WrongPassphrase, match="passphrase") as caught:
            room.encryption.unlock(wrong)
        assert "damage" not in caught.value.sentence
    room.encryption.unlock(PASSPHRASE)

    assert len(room.titles()) == 2
    room.close()


def test_letters_composed_otherwise_are_the_same_passphrase(folder: Path) -> None:
    room = Room(folder)
    room.fill()
    room.encryption.set("cafe\u0301 Stra\u00dfe \u1112\u1161\u11ab")
    room.encryption.lock()

    room.encryption.unlock("caf\u00e9 Stra\u00dfe \ud55c")

    assert len(room.titles()) == 2
    room.close()


def test_the_recovery_code_opens_it_however_it_is_typed(folder: Path) -> None:
    code = encrypted(folder)
    room = Room(folder)

    room.encryption.recover(f"  {code.lower().replace('-', ' ')}\n", "a new one")

    assert len(room.titles()) == 2
    room.encryption.lock()
    with pytest.raises(WrongPassphrase):
        room.encryption.unlock(PASSPHRASE)
    room.encryption.unlock("a new one")
    room.encryption.lock()
    room.encryption.recover(code, "and again")  # it stays
    room.close()


def test_a_new_recovery_code_takes_the_place_of_the_one_before(folder: Path) -> None:
    code = encrypted(folder)
    room = Room(folder)

    renewed = room.encryption.renew_code(PASSPHRASE)

    with pytest.raises(WrongPassphrase, match="does not open"):
        room.encryption.recover(code, "x")
    room.encryption.recover(renewed, "x")
    room.close()


def test_changing_the_passphrase_leaves_the_store_as_it_is(folder: Path) -> None:  # case JR16
    code = encrypted(folder)
    room = Room(folder)
    room.encryption.unlock(PASSPHRASE)
    room.titles()
    before = room.path.read_bytes()

    room.encryption.change(PASSPHRASE, "another")

    assert len(room.titles()) == 2  # the list that was open still reads
    assert room.entries.search(WORD)
    assert room.path.read_bytes() == before
    room.encryption.lock()
    with pytest.raises(WrongPassphrase):
        room.encryption.unlock(PASSPHRASE)
    room.encryption.unlock("another")
    with pytest.raises(WrongPassphrase):
        room.encryption.change(PASSPHRASE, "third")
    room.encryption.lock()
    room.encryption.recover(code, "fourth")
    room.close()


def test_a_passphrase_is_taken_away(folder: Path) -> None:
    encrypted(folder)
    room = Room(folder)
    room.encryption.unlock(PASSPHRASE)
    room.backups.make("asked")

    with pytest.raises(WrongPassphrase):
        room.encryption.remove("wrong")
    assert room.encryption.remove(PASSPHRASE) == ()

    assert len(room.titles()) == 2
    room.close()
    again = Room(folder)
    assert again.encryption.standing is Standing.PLAIN
    assert len(again.titles()) == 2
    assert [path.name for path in folder.rglob("*.key")] == []
    assert len(again.mending.entries_in(again.backups.list()[0].path)) == 2
    again.close()


def test_what_has_no_passphrase_or_has_one_is_told(folder: Path) -> None:
    room = Room(folder)
    room.fill()
    for act in (lambda: room.encryption.remove("x"), lambda: room.encryption.change("x", "y")):
        with pytest.raises(Trouble, match="no passphrase"):
            act()
    with pytest.raises(Trouble, match="empty"):
        room.encryption.set(" \n")
    room.encryption.set("x")
    with pytest.raises(Trouble, match="already"):
        room.encryption.set("y")
    room.close()


def test_older_copies_are_encrypted_too(folder: Path) -> None:  # case JR14, SE03
    room = Room(folder)
    room.fill()
    backup = room.backups.make("before-upgrade-from-1")
    made = backup.stat().st_mtime_ns
    room.clock.pass_time(60)
    torn = room.backups.make("asked")
    content = bytearray(torn.read_bytes())
    content[4096:8192] = b"\xa5" * 4096
    torn.write_bytes(content)
    aside = folder / "set-aside" / "store-2026-damaged.db"
    aside.parent.mkdir()
    for beside in ("", "-wal"):
        Path(f"{aside}{beside}").write_bytes(b"\0" * 100 + WORD.encode() * 300_000)
    for leftover in (folder / "store.db.99.new", folder / "backups" / "store.db.99.new"):
        leftover.write_bytes(backup.read_bytes())
        Path(f"{leftover}-journal").write_bytes(WORD.encode())
    (folder / "store.db.recovered-wal").write_bytes(WORD.encode())
    assert len(holding(folder)) >= 8

    assert room.encryption.set(PASSPHRASE).left == ()

    room.close()
    assert holding(folder) == []
    again = Room(folder)
    again.encryption.unlock(PASSPHRASE)
    assert len(again.mending.entries_in(backup)) == 2
    assert backup.stat().st_mtime_ns == made
    again.encryption.remove(PASSPHRASE)
    again.close()
    assert aside.read_bytes() == b"\0" * 100 + WORD.encode() * 300_000
    assert torn.read_bytes() == bytes(content)


def test_backups_made_afterwards_are_encrypted_and_come_back(folder: Path) -> None:  # case JR10
    room = Room(folder)
    room.fill()
    plain = room.backups.make("asked")
    kept = folder.parent / plain.name
    kept.write_bytes(plain.read_bytes())
    room.encryption.set(PASSPHRASE)
    room.entries.add("after")
    room.clock.pass_time(60)
    later = room.backups.make("asked")

    room.mending.restore(kept)  # a plain copy that was kept elsewhere

    assert len(room.titles()) == 2
    assert room.encryption.standing is Standing.ENCRYPTED
    room.mending.restore(later)
    assert room.titles()[0] == "after"
    room.close()
    assert holding(folder) == []


def test_how_a_store_stands_is_read_from_its_file(folder: Path) -> None:  # case JR10
    room = Room(folder)
    room.fill()
    room.close()
    plain = room.path.read_bytes()
    room.encryption.set(PASSPHRASE)
    room.encryption.lock()
    cipher = room.path.read_bytes()

    room.path.write_bytes(plain)  # a plain backup, put there by hand
    swapped = Room(folder)
    assert swapped.encryption.standing is Standing.PLAIN
    assert len(swapped.titles()) == 2
    swapped.close()

    room.path.write_bytes(cipher)
    back = Room(folder)
    assert back.encryption.standing is Standing.ENCRYPTED
    with pytest.raises(StoreShut):
        back.titles()
    back.encryption.unlock(PASSPHRASE)
    assert len(back.titles()) == 2
    back.close()


def test_an_encrypted_store_without_its_key_file_is_told_from_damage(folder: Path) -> None:
    encrypted(folder)
    for key_file in folder.rglob("*.key"):
        key_file.unlink()
    before = (folder / "store.db").read_bytes()

    room = Room(folder)

    assert room.encryption.standing is Standing.KEYLESS
    with pytest.raises(KeyMissing, match="key file"):
        room.titles()
    assert (folder / "store.db").read_bytes() == before
    assert standing(folder / "none.db") is Standing.NEW
    (folder / "odd.db").write_bytes(b"a letter " * 1000)
    assert standing(folder / "odd.db") is Standing.UNKNOWN


def test_the_copy_of_the_key_file_stands_in(folder: Path) -> None:
    encrypted(folder)
    key_file = folder / "store.key"
    whole = key_file.read_bytes()

    for content in (None, b"", whole[:-40], whole.replace(b'"wrapped": "', b'"wrapped": "A')):
        if content is None:
            key_file.unlink()
        else:
            key_file.write_bytes(content)
        room = Room(folder)
        room.encryption.unlock(PASSPHRASE)
        assert len(room.titles()) == 2
        room.close()
        assert key_file.read_bytes() == whole  # mended


def test_damage_a_newer_key_file_and_a_wrong_passphrase_are_three_things(folder: Path) -> None:
    encrypted(folder)
    files = list(folder.rglob("*.key"))
    whole = files[0].read_bytes()
    assert len(files) == 2

    def unlock(content: bytes, passphrase: str) -> None:
        for file in files:
            file.write_bytes(content)
        room = Room(folder)
        try:
            room.encryption.unlock(passphrase)
        finally:
            room.close()

    for content in (b"{", b"[]", whole.replace(b'"salt": "', b'"salt": "B'), whole.replace(b"argon2id", b"argon9id")):
        with pytest.raises(KeyDamaged, match="damaged"):
            unlock(content, PASSPHRASE)
    with pytest.raises(StoreNewer, match="newer version"):
        unlock(whole.replace(b'"version": 1', b'"version": 2'), PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        unlock(whole, "wrong")
    unlock(whole, PASSPHRASE)


def test_the_right_passphrase_of_a_damaged_store_is_not_called_wrong(folder: Path) -> None:  # case JR02
    encrypted(folder)
    path = folder / "store.db"
    path.write_bytes(b"\xa5" * path.stat().st_size)

    with pytest.raises(StoreDamaged, match="damaged"):
        Room(folder).encryption.unlock(PASSPHRASE)

    assert path.read_bytes() == b"\xa5" * path.stat().st_size


def test_while_another_program_has_the_journal_open_nothing_is_switched(folder: Path) -> None:
    other = Room(folder)
    other.fill()
    room = Room(folder)
    room.database = Database(room.path, room.clock, patience=0.05)

    with pytest.raises(StoreLocked, match="another program"):
        Encryption(room.database, cost=CHEAP).set(PASSPHRASE)

    assert room.encryption.standing is Standing.PLAIN
    assert not list(folder.rglob("*.key"))
    other.entries.add("it goes on")
    other.close()
    assert Encryption(room.database, cost=CHEAP).set(PASSPHRASE).left == ()
    with pytest.raises(StoreShut):
        other.entries.add("and is told that the passphrase is needed now")
    room.database.close()


def test_what_another_program_did_to_a_locked_store_is_seen_at_unlocking(folder: Path) -> None:  # case JR10
    encrypted(folder)
    room, other = Room(folder), Room(folder)
    with pytest.raises(StoreShut):
        room.titles()
    other.encryption.remove(PASSPHRASE)
    other.close()

    room.encryption.unlock("whatever is typed")  # it is plain now: no false “wrong”, and no false “damaged”

    assert len(room.titles()) == 2
    room.close()
    encrypted(folder / "second")
    for key_file in (folder / "second").rglob("*.key"):
        key_file.unlink()
    with pytest.raises(KeyMissing):
        Room(folder / "second").encryption.unlock(PASSPHRASE)


class Stop(BaseException):
    """The machine stops: nothing that comes after is done, no tidying up either."""


class FaultyDisk(Disk):
    """Counts what is done, and at one count fails, or stops for good."""

    def __init__(self, fail_at: int = 0, dead: bool = False) -> None:
        self.count = 0
        self.done: list[str] = []
        self._fail_at = fail_at
        self._dead = dead

    def _step(self, name: str) -> None:
        self.count += 1
        if self._dead and self.count >= self._fail_at > 0:
            raise Stop
        if self.count == self._fail_at:
            raise OSError(28, "No space left on device")
        self.done.append(name)

    def make_folder(self, folder: Path) -> None:
        self._step("make_folder")
        super().make_folder(folder)

    def make(self, path: Path) -> None:
        self._step("make")
        super().make(path)

    def write(self, path: Path, content: bytes) -> None:
        self._step("write")
        path.write_bytes(content[: len(content) // 2])  # a kill may leave half
        self._step("write the rest")
        super().write(path, content)

    def sync(self, path: Path) -> None:
        self._step("sync")
        super().sync(path)

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename")
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        self._step("remove")
        super().remove(path)

    def blank(self, descriptor: int) -> None:
        self._step("blank")
        os.pwrite(descriptor, b"\0" * 100, 0)
        self._step("blank the rest")
        super().blank(descriptor)


def prepared(folder: Path, act: str) -> None:
    """A store with a backup and something set aside, as it is before an act."""
    room = Room(folder)
    room.fill()
    room.backups.make("asked")
    (folder / "set-aside").mkdir()
    (folder / "set-aside" / "store-damaged.db").write_bytes(b"\0" * 50 + WORD.encode())
    if act != "set":
        room.encryption.set(PASSPHRASE)
        if act == "recover":
            (folder / "code").write_text(room.encryption.renew_code(PASSPHRASE), encoding="utf-8")
    room.close()


def perform(folder: Path, act: str, disk: Disk) -> None:
    room = Room(folder, disk)
    try:
        if act == "set":
            room.encryption.set(PASSPHRASE)
        elif act == "remove":
            room.encryption.remove(PASSPHRASE)
        elif act == "change":
            room.encryption.change(PASSPHRASE, "new")
        elif act == "recover":
            room.encryption.recover((folder / "code").read_text(encoding="utf-8"), "new")
    finally:
        room.database.forget_key()


def check_that_it_opens(folder: Path, act: str, finished: bool) -> None:
    """Whatever happened: old or new opens with all of it, and doing it once more brings it to its end."""
    room = Room(folder)
    state = room.encryption.standing
    assert state in (Standing.PLAIN, Standing.ENCRYPTED)
    opened_by = ""
    if state is Standing.ENCRYPTED:
        for passphrase in (PASSPHRASE, "new"):
            try:
                room.encryption.unlock(passphrase)
            except WrongPassphrase:
                continue
            opened_by = passphrase
            break
        assert opened_by, "neither the old nor the new passphrase opens it"
    assert len(room.titles()) == 2
    assert room.database.integrity() == "ok"
    assert room.entries.search(WORD)
    if finished:
        assert state is (Standing.PLAIN if act == "remove" else Standing.ENCRYPTED)
        assert act not in ("change", "recover") or opened_by == "new"
    if act == "set" and state is Standing.PLAIN:
        assert room.encryption.set(PASSPHRASE).left == ()
    if act == "remove" and (state is Standing.ENCRYPTED or room.encryption.is_unfinished):
        assert room.encryption.remove(PASSPHRASE) == ()
    if act == "remove":
        assert len(room.mending.entries_in(room.backups.list()[0].path)) == 2
    room.close()
    if act != "remove":
        assert holding(folder) == []


@pytest.mark.parametrize("dead", [False, True], ids=["fails", "stops"])
@pytest.mark.parametrize("act", ["set", "remove", "change", "recover"])
def test_a_fault_at_any_step_leaves_a_store_that_opens(tmp_path: Path, act: str, dead: bool) -> None:  # case JR09
    whole = FaultyDisk()
    prepared(tmp_path / "before", act)
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    perform(tmp_path / "whole", act, whole)
    check_that_it_opens(tmp_path / "whole", act, finished=True)
    assert {"sync", "rename"} <= set(whole.done)

    for number in range(1, whole.count + 1):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "before", folder)
        finished = True
        try:
            perform(folder, act, FaultyDisk(number, dead))
        except (StoreFull, Stop):
            finished = False
        check_that_it_opens(folder, act, finished)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
@pytest.mark.parametrize("act", ["set", "remove"])
def test_a_write_of_sqlites_own_that_fails_leaves_a_store_that_opens(tmp_path: Path, act: str) -> None:  # case JR09
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = 0
    prepared(tmp_path / "before", act)
    for limit in (0, 1, 1_000, 4_096, 5_000, 20_000, 80_000, 160_000, 200_000):
        folder = tmp_path / str(limit)
        shutil.copytree(tmp_path / "before", folder)
        finished = True
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
        try:
            perform(folder, act, Disk())
        except StoreTrouble:
            finished = False
            refused += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        check_that_it_opens(folder, act, finished)
    assert refused >= 5


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are not known there")
def test_only_the_owner_reads_the_key_file(folder: Path) -> None:  # case SE04
    before = os.umask(0o022)
    try:
        encrypted(folder)
    finally:
        os.umask(before)

    files = [*folder.rglob("*.key"), *folder.rglob("*.db")]
    assert len(files) >= 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open keeps its name there")
def test_whoever_waited_while_the_file_was_replaced_writes_nowhere(folder: Path) -> None:  # case JR16
    room = Room(folder)
    room.fill()
    switching = sqlite.connect(str(room.path), isolation_level=None, check_same_thread=False)
    switching.execute("BEGIN IMMEDIATE")
    told: list[StoreTrouble] = []
    waiting = threading.Event()

    def write() -> None:
        try:
            with room.database.read():
                waiting.set()
            room.entries.add("into nowhere")
        except StoreTrouble as trouble:
            told.append(trouble)

    writer = threading.Thread(target=write)
    writer.start()
    assert waiting.wait(10)
    copy = Room(folder.parent / "other")
    copy.fill("another")
    copy.close()
    copy.path.replace(room.path)
    switching.execute("COMMIT")
    switching.close()
    writer.join()

    assert [type(trouble) for trouble in told] == [StoreUnwritable]


def test_a_damaged_encrypted_store_is_mended_from_its_encrypted_backup(folder: Path) -> None:  # case JR02
    encrypted(folder)
    room = Room(folder)
    room.encryption.unlock(PASSPHRASE)
    room.backups.make("asked")
    room.close()
    room.path.write_bytes(b"\xa5" * 8192)
    again = Room(folder)
    with pytest.raises(StoreDamaged):
        again.encryption.unlock(PASSPHRASE)

    good = again.mending.newest_good()
    assert good is not None
    again.mending.restore(good.path)

    assert len(again.titles()) == 2
    assert again.encryption.standing is Standing.ENCRYPTED
    again.close()
    assert holding(folder) == []
