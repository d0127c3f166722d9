"""The key file: the store's random 256-bit key, wrapped twice, by the passphrase and by the recovery code.

    {"what": "selfcompassion key", "version": 1, "id": "…",
     "passphrase": {"kdf": "argon2id", "memory": 65536, "iterations": 3, "lanes": 4,
                    "salt": "…", "nonce": "…", "wrapped": "…", "check": "…"},
     "recovery": {…}}

Bytes are in base64. `id` tells one key from another and nothing about it. `check` is a digest of the wrapping, so that
damage is not taken for a wrong passphrase. A second copy lies among the backups.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..core.errors import StoreTrouble, Trouble
from . import recovery_code, troubles
from .disk import Disk
from .standing import key_file_of, spare_key_file_of

VERSION = 1
_WHAT = "selfcompassion key"
_KEY = 32
_SALT, _NONCE = 16, 12
_BYTES = ("salt", "nonce", "wrapped")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs whoever guesses: Argon2id's parameters.

    Attributes:
        memory: KiB.
        iterations: passes over it.
        lanes: at once.
    """

    memory: int
    iterations: int
    lanes: int

    @property
    def is_sane(self) -> bool:
        """Whether a key file may ask this machine for it: at most 1 GiB and 64 passes."""
        return 8 * self.lanes <= self.memory <= 1 << 20 and 1 <= self.iterations <= 64 and 1 <= self.lanes <= 64


COST = Cost(65_536, 3, 4)
"""RFC 9106's choice for 64 MiB; 0.1 to 0.4 seconds on the machines we have seen."""


class KeyFile:
    """The key file of one store, and its copy.

    Args:
        path: the key file.
        spare: its copy.
        disk: what writes them.
        cost: for wrappings that are made from now on.
    """

    def __init__(self, path: Path, spare: Path, disk: Disk | None = None, cost: Cost = COST) -> None:
        self.path = path
        self.spare = spare
        self._disk = disk or Disk()
        self._cost = cost

    @classmethod
    def of(cls, store: Path, disk: Disk | None = None, cost: Cost = COST) -> KeyFile:
        """The key file of a store."""
        return cls(key_file_of(store), spare_key_file_of(store), disk, cost)

    @property
    def exists(self) -> bool:
        """Whether there is one, or its copy."""
        return self.path.is_file() or self.spare.is_file()

    @property
    def name_of_key(self) -> str:
        """What tells its key from another.

        Raises:
            KeyDamaged, StoreNewer, StoreTrouble: when the file cannot be read.
        """
        return str(self._contents()[0].get("id", ""))

    def content(self) -> bytes:
        """The file as it is, for a copy beside a backup that is kept elsewhere.

        Raises:
            KeyDamaged, StoreNewer, StoreTrouble: when the file cannot be read.
        """
        return _written(self._contents()[0])

    def make(self, passphrase: str) -> tuple[bytes, str]:
        """Write a key file with a new key; returns the key and the recovery code, which is kept nowhere.

        Raises:
            Trouble: when the passphrase is empty.
            StoreTrouble: when it could not be written; the one before stands.
        """
        key, code = os.urandom(_KEY), recovery_code.make()
        content = {
            "what": _WHAT,
            "version": VERSION,
            "id": _name_of(key),
            "passphrase": self._wrap(key, as_secret(passphrase), "passphrase"),
            "recovery": self._wrap(key, code.encode(), "recovery"),
        }
        self._write(content)
        return key, code

    def open(self, passphrase: str) -> bytes:
        """The key, by the passphrase.

        Raises:
            WrongPassphrase: when it is another one.
            KeyDamaged: when the file, and its copy, are damaged.
            StoreNewer: when a newer version of the program wrote it.
            StoreTrouble: when it cannot be read.
        """
        return self._unwrap(as_secret(passphrase), "passphrase")

    def open_by_code(self, typed: str) -> bytes:
        """The key, by the recovery code.

        Raises:
            WrongPassphrase, KeyDamaged, StoreNewer, StoreTrouble: as `open`.
        """
        return self._unwrap(recovery_code.read(typed).encode(), "recovery")

    def rewrap(self, key: bytes, passphrase: str) -> None:
        """From now on another passphrase opens it; the recovery code stays.

        Raises:
            StoreTrouble: when it could not be written; the old passphrase then still holds.
        """
        self._write({**self._read_for(key), "passphrase": self._wrap(key, as_secret(passphrase), "passphrase")})

    def renew_code(self, key: bytes) -> str:
        """From now on another recovery code opens it, and not the one before.

        Raises:
            StoreTrouble: when it could not be written; the one before then still holds.
        """
        code = recovery_code.make()
        self._write({**self._read_for(key), "recovery": self._wrap(key, code.encode(), "recovery")})
        return code

    def mend(self) -> None:
        """Have the file and its copy alike, where one of them is missing, damaged or older.

        Raises:
            StoreTrouble: when that could not be written.
        """
        content = self._contents()[0]
        if not _is_whole(content):
            return
        for path in (self.path, self.spare):
            if self._look(path) != content:
                self._keep(path, content)

    def remove(self) -> None:
        """Take both away.

        Raises:
            StoreTrouble: when they could not be.
        """
        with troubles.told(self.path):
            self._disk.remove(self.spare)
            self._disk.remove(self.path)

    def _write(self, content: dict[str, Any]) -> None:
        self._keep(self.path, content)
        with suppress(StoreTrouble):  # the file itself holds; `mend` sees to its copy
            self._keep(self.spare, content)

    def _keep(self, path: Path, content: dict[str, Any]) -> None:
        with troubles.told(path):
            self._disk.keep(path, _written(content))

    def _wrap(self, key: bytes, secret: bytes, purpose: str) -> dict[str, Any]:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        locker = ChaCha20Poly1305(_derive(secret, salt, self._cost))
        made: dict[str, Any] = {"kdf": "argon2id", **asdict(self._cost), "salt": _text(salt), "nonce": _text(nonce)}
        made["wrapped"] = _text(locker.encrypt(nonce, key, purpose.encode()))
        return {**made, "check": _check(made)}

    def _unwrap(self, secret: bytes, purpose: str) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        wrapping = next((found for each in self._contents() if (found := _wrapping(each, purpose))), None)
        if wrapping is None:
            raise troubles.key_damaged(self.path)
        cost, salt, nonce, wrapped = wrapping
        try:
            return ChaCha20Poly1305(_derive(secret, salt, cost)).decrypt(nonce, wrapped, purpose.encode())
        except InvalidTag:
            raise troubles.wrong(purpose) from None

    def _read_for(self, key: bytes) -> dict[str, Any]:
        return next((each for each in self._contents() if each.get("id") == _name_of(key)), self._contents()[0])

    def _contents(self) -> list[dict[str, Any]]:
        """What the file and its copy say, as far as they can be read, a whole one first; never empty."""
        found: list[dict[str, Any]] = []
        trouble: StoreTrouble | None = None
        for path in (self.path, self.spare):
            try:
                content = self._look(path)
            except StoreTrouble as caught:
                trouble = trouble or caught
                continue
            if content is not None:
                found.append(content)
        if not found:
            raise trouble or troubles.key_damaged(self.path)
        return sorted(found, key=lambda content: not _is_whole(content))

    def _look(self, path: Path) -> dict[str, Any] | None:
        """What a file says; None where there is none, or it is damaged."""
        with troubles.told(path):
            try:
                content = json.loads(path.read_bytes())
            except FileNotFoundError:
                return None
            except (ValueError, RecursionError):
                return None
        if not isinstance(content, dict) or content.get("what") != _WHAT:
            return None
        version = content.get("version")
        if not isinstance(version, int):
            return None
        if version > VERSION:
            raise troubles.newer_key(path)
        return content


def as_secret(passphrase: str) -> bytes:
    """A passphrase as bytes, the same however a keyboard composes its letters.

    Raises:
        Trouble: when it is empty.
    """
    if not passphrase.strip():
        raise Trouble("The passphrase is empty; a few words that only you would think of make a good one.")
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    hashing = Argon2id(salt=salt, length=_KEY, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory)
    return hashing.derive(secret)


def _is_whole(content: dict[str, Any]) -> bool:
    return all(_wrapping(content, purpose) for purpose in ("passphrase", "recovery"))


def _wrapping(content: dict[str, Any], purpose: str) -> tuple[Cost, bytes, bytes, bytes] | None:
    """A wrapping's parameters, salt, nonce and wrapped key; None where it is damaged."""
    found = content.get(purpose)
    if not isinstance(found, dict) or found.get("check") != _check(found) or found.get("kdf") != "argon2id":
        return None
    try:
        cost = Cost(found["memory"], found["iterations"], found["lanes"])
        salt, nonce, wrapped = (base64.b64decode(found[name], validate=True) for name in _BYTES)
        return (cost, salt, nonce, wrapped) if cost.is_sane and len(nonce) == _NONCE else None
    except (KeyError, TypeError, ValueError):
        return None


def _check(wrapping: dict[str, Any]) -> str:
    import hashlib

    told = {name: value for name, value in wrapping.items() if name != "check"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _name_of(key: bytes) -> str:
    import hashlib

    return hashlib.sha256(b"selfcompassion key id" + key).hexdigest()[:16]


def _written(content: dict[str, Any]) -> bytes:
    return json.dumps(content, indent=1).encode() + b"\n"


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
