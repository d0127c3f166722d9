"""`pack.sig` → who vouches for a pack: a name, a key, and a signature for `pack.yaml`, which lists everything else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from .errors import Fault, Faulty
from .pack_paths import SIGNATURE

SCHEMA = 1
LONGEST_NAME = 300
_KEY, _SIGNATURE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")
_PURPOSE = b"selfcompassion pack, signature 1\0"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who vouches for a pack.

    Attributes:
        name: as the signer calls themselves; the key alone says who it is.
        key: the Ed25519 public key, 64 hexadecimal digits.
        signature: 128 hexadecimal digits.
    """

    name: str
    key: str
    signature: str = ""

    @property
    def fingerprint(self) -> str:
        """What two people can compare by telephone: 32 digits and letters in groups of four."""
        digits = sha256(bytes.fromhex(self.key)).hexdigest()[:32].upper()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def statement(name: str, declared: bytes) -> bytes:
    """What is signed: the name, and the bytes of `pack.yaml`."""
    return _PURPOSE + sha256(name.encode()).digest() + sha256(declared).digest()


def write(made: Signature) -> bytes:
    """The bytes that `parse` reads."""
    rows = {"schema": SCHEMA, "name": made.name, "key": made.key, "signature": made.signature}
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def parse(content: bytes) -> Signature:
    """Read a signature; whether it is right is another question.

    Raises:
        Faulty: when it is none.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise _faulty("this is no signature that can be read here; sign the pack anew")
    name, key, signature = (found.get(part) for part in ("name", "key", "signature"))
    if not (isinstance(name, str) and is_name(name)):
        raise _faulty("it does not say plainly whose signature this is; sign the pack anew")
    if not (isinstance(key, str) and _KEY.fullmatch(key) and isinstance(signature, str)):
        raise _faulty("its key is none; sign the pack anew")
    if not _SIGNATURE.fullmatch(signature):
        raise _faulty("its signature is none; sign the pack anew")
    return Signature(name, key, signature)


def is_name(name: str) -> bool:
    """Whether a name can be shown as it is: on one line, and nothing in it that cannot be seen."""
    return 0 < len(name) <= LONGEST_NAME and name.strip() == name and name.isprintable()


def _faulty(why: str) -> Faulty:
    return Faulty((Fault(SIGNATURE, 0, why),))
