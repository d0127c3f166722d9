"""A whole file sealed as it is, and unsealed to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfcompassion_desktop.core.errors import StoreDamaged
from selfcompassion_desktop.store.disk import Disk
from selfcompassion_desktop.store.sealing import seal, unseal

KEY, OTHER = bytes(range(32)), bytes(32)
MEBIBYTE = 1 << 20


def sealed(folder: Path, content: bytes) -> Path:
    path = folder / "damaged.db"
    path.write_bytes(content)
    seal(path, KEY, Disk())
    assert not path.exists()
    return folder / "damaged.db.sealed"


@pytest.mark.parametrize("size", [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE])
def test_any_file_comes_back_to_the_byte(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)

    unseal(sealed(tmp_path, content), KEY, Disk())

    assert [path.name for path in tmp_path.iterdir()] == ["damaged.db"]
    assert (tmp_path / "damaged.db").read_bytes() == content


def test_the_same_file_is_never_sealed_the_same(tmp_path: Path) -> None:
    first = sealed(tmp_path, b"the same").read_bytes()

    assert sealed(tmp_path, b"the same").read_bytes() != first
    assert b"the same" not in first


@pytest.mark.parametrize("piece", ["cut", "short", "swapped", "changed", "foreign"])
def test_what_was_tampered_with_is_refused_and_left(tmp_path: Path, piece: str) -> None:
    path = sealed(tmp_path, os.urandom(2 * MEBIBYTE + 10))
    whole = path.read_bytes()
    size = MEBIBYTE + 16
    start, first, second, last = whole[:16], whole[16 : 16 + size], whole[16 + size : 16 + 2 * size], whole[-26:]
    content = {
        "cut": start + first + second,
        "short": whole[:-1],
        "swapped": start + second + first + last,
        "changed": whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        "foreign": b"another program's " + whole,
    }[piece]
    path.write_bytes(content)

    with pytest.raises(StoreDamaged):
        unseal(path, KEY, Disk())

    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    path = sealed(tmp_path, b"private")

    with pytest.raises(StoreDamaged, match="another key"):
        unseal(path, OTHER, Disk())
