"""A pack that is signed: who vouches for it is shown once, and nobody else passes for them later."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from packed import MANIFEST, laid_out, script, zipped
from selfcompassion_desktop.content.pack_build import build
from selfcompassion_desktop.content.pack_check import Known, check
from selfcompassion_desktop.content.pack_install import Packs, Trust
from selfcompassion_desktop.content.signing import make_key, sign
from selfcompassion_desktop.core.errors import Faulty, Trouble
from selfcompassion_desktop.core.signature import Signature

SECRET = "a kind passphrase"
MEMBERS: dict[str, str | bytes] = {"scripts/breath.md": script(), "audio/x.ogg": b"OggS"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a pack that is signed with it, made once: a passphrase is slow to try, on purpose."""
    folder = tmp_path_factory.mktemp("made")
    make_key(folder / "ana.key", "Ana Example", SECRET, folder / "data")
    build(laid_out(folder / "mine", MEMBERS), folder / "mine.scpack", Known(), folder / "data")
    sign(folder / "mine.scpack", folder / "ana.key", SECRET, folder / "signed.scpack", folder / "data")
    return folder


@pytest.fixture
def key(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(made / "ana.key", tmp_path))


@pytest.fixture
def signed(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(made / "signed.scpack", tmp_path))


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(made / "mine.scpack", tmp_path))


@pytest.fixture
def packs(own: Path, tmp_path: Path) -> Packs:
    return Packs(own / "packs", tmp_path / "built-in", Known)


def rewritten(file: Path, name: str, content: bytes) -> Path:
    """The same pack with other bytes in one of its files."""
    with zipfile.ZipFile(file) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped(file.with_name("rewritten.scpack"), {**members, name: content}, manifest=None)


def test_who_signed_is_shown_and_known_again(packs: Packs, file: Path, key: Path, own: Path) -> None:
    before = file.read_bytes()
    signer = sign(file, key, SECRET, file, own)
    once = file.read_bytes()
    assert once != before
    assert check(file).signer == signer
    sign(file, key, SECRET, file, own)
    assert file.read_bytes() == once
    with packs.offered(file) as offer:
        assert (offer.trust, offer.checked.signer) == (Trust.FIRST, signer)
        packs.install(offer)
    with packs.offered(file) as offer:
        assert offer.trust is Trust.KNOWN
    shown = packs.signer_of("mine")
    assert shown is not None
    assert (shown.name, shown.fingerprint) == ("Ana Example", signer.fingerprint)
    assert len(signer.fingerprint.split()) == 8


def test_another_key_or_none_is_refused_until_the_person_agrees(
    packs: Packs, signed: Path, file: Path, own: Path, tmp_path: Path
) -> None:
    with packs.offered(signed) as offer:
        packs.install(offer)
    packs.remove("mine")  # whom one trusted is not forgotten with it
    with packs.offered(file) as offer:
        assert offer.trust is Trust.LOST
        with pytest.raises(Trouble, match="signed by nobody"):
            packs.install(offer)
    make_key(tmp_path / "other.key", "Ana Example", SECRET, own)
    other = sign(file, tmp_path / "other.key", SECRET, tmp_path / "other.scpack", own)
    with packs.offered(tmp_path / "other.scpack") as offer:
        assert offer.trust is Trust.OTHER
        with pytest.raises(Trouble, match=other.fingerprint):
            packs.install(offer)
        assert not (own / "packs" / "mine").exists()
        packs.install(offer, other_key=True)
    with packs.offered(tmp_path / "other.scpack") as offer:
        assert offer.trust is Trust.KNOWN


def test_a_pack_that_was_changed_after_it_was_signed_is_refused(signed: Path) -> None:
    whole = rewritten(signed, "pack.yaml", MANIFEST.encode())
    assert {"pack.sig", "scripts/breath.md"} <= {fault.file for fault in check(whole).faults}
    assert [f.file for f in check(rewritten(signed, "scripts/breath.md", script(words="X.").encode())).faults] == [
        "scripts/breath.md"
    ]
    assert [f.file for f in check(rewritten(signed, "scripts/new.md", script("new").encode())).faults] == [
        "scripts/new.md"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Somebody"},
        {"key": "0" * 64},
        {"signature": "0" * 128},
        {"schema": 2},
        {"name": "A\u202eB"},
        {"key": 5},
    ],
)
def test_a_signature_that_somebody_changed_is_none(signed: Path, change: dict[str, object]) -> None:
    with zipfile.ZipFile(signed) as archive:
        found = json.loads(archive.read("pack.sig"))
    spoilt = json.dumps({**found, **change}).encode()
    assert [fault.file for fault in check(rewritten(signed, "pack.sig", spoilt)).faults] == ["pack.sig"]
    assert [fault.file for fault in check(rewritten(signed, "pack.sig", b"\xff")).faults] == ["pack.sig"]


def test_a_key_opens_with_its_passphrase_alone_and_is_never_replaced(file: Path, key: Path, own: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Trouble, match="does not open"):
        sign(file, key, "another", file, own)
    found = json.loads(key.read_bytes())
    key.write_text(json.dumps({**found, "name": "Somebody else"}), encoding="utf-8")
    with pytest.raises(Trouble, match="does not open"):
        sign(file, key, SECRET, file, own)
    assert file.read_bytes() == before
    with pytest.raises(Trouble, match="there already"):
        make_key(key, "Ana", SECRET, own)
    key.write_bytes(b"{}")
    with pytest.raises(Trouble, match="no key"):
        sign(file, key, SECRET, file, own)


def test_the_key_is_nowhere_in_plain_and_only_its_owner_may_read_it(key: Path) -> None:
    assert key.stat().st_mode & 0o077 == 0
    found = json.loads(key.read_bytes())
    assert set(found) == {"schema", "name", "key", "salt", "nonce", "sealed"}
    assert len(bytes.fromhex(found["sealed"])) == 32 + 16


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 301])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, own: Path, name: str) -> None:
    with pytest.raises(Trouble, match="name"):
        make_key(tmp_path / "k", name, SECRET, own)
    with pytest.raises(Trouble, match="empty"):
        make_key(tmp_path / "k", "Ana", "", own)


def test_only_what_was_built_is_signed(tmp_path: Path, key: Path, own: Path) -> None:
    folder = laid_out(tmp_path / "mine", {"scripts/breath.md": script()})
    with pytest.raises(Trouble, match="pack build"):
        sign(folder, key, SECRET, tmp_path / "x.scpack", own)
    loose = zipped(tmp_path / "loose.scpack", {"scripts/breath.md": "nothing"})
    with pytest.raises(Faulty):
        sign(loose, key, SECRET, loose, own)


def test_a_damaged_list_of_signers_trusts_nobody(packs: Packs, own: Path, signed: Path) -> None:
    with packs.offered(signed) as offer:
        packs.install(offer)
    (own / "packs" / ".signers.json").write_text('{"mine": {"name": 5}, "x": []}', encoding="utf-8")
    with packs.offered(signed) as offer:
        assert offer.trust is Trust.FIRST


def test_a_fingerprint_is_of_the_key_alone() -> None:
    assert Signature("a", "0" * 64).fingerprint == Signature("b", "0" * 64).fingerprint
    assert Signature("a", "0" * 64).fingerprint != Signature("a", "1" * 64).fingerprint
