"""A teacher's key, kept with a passphrase, and what is signed with it (Ed25519)."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..core import signature as signatures
from ..core.errors import Faulty, Trouble
from ..core.pack_paths import SIGNATURE, shown
from ..core.signature import Signature, statement
from .interchange.trees import Unreadable
from .new_file import new_file
from .pack_build import add
from .pack_check import Known, examine
from .pack_files import pack_files

SCHEMA = 1
LARGEST = 1 << 14
_PURPOSE = b"selfcompassion signing key 1"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
"""128 MB and about half a second: who guesses passphrases pays that for each."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key as its file holds it.

    Attributes:
        signer: the name and the public key, which need no passphrase.
        sealed: the private key, encrypted with the passphrase.
    """

    signer: Signature
    salt: bytes
    nonce: bytes
    sealed: bytes


def make_key(target: Path, name: str, passphrase: str, own: Path) -> Signature:
    """Make a key that signs packs, in a file that only its owner may read; a file that is there is never replaced.

    Raises:
        Trouble: when the name or the passphrase is none, or the file cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not signatures.is_name(name):
        raise Trouble("The name is what students are shown; it has a few letters, on one line.")
    if not passphrase:
        raise Trouble("A key is kept with a passphrase; this one is empty.")
    if target.exists():
        raise Trouble(f"“{target}” is there already; a key is never replaced. Choose another name for the new one.")
    key = Ed25519PrivateKey.generate()
    signer = Signature(name, key.public_key().public_bytes_raw().hex())
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = _cipher(passphrase, salt).encrypt(nonce, key.private_bytes_raw(), _bound(signer))
    rows = {
        "schema": SCHEMA,
        "name": name,
        "key": signer.key,
        **{part: value.hex() for part, value in (("salt", salt), ("nonce", nonce), ("sealed", sealed))},
    }
    with new_file(target, own) as made:
        made.chmod(0o600)
        made.write_bytes(json.dumps(rows, ensure_ascii=False, indent=1).encode())
    return signer


def sign(file: Path, key_file: Path, passphrase: str, target: Path, own: Path) -> Signature:
    """Vouch for a pack that was built; one signature takes the place of another.

    Raises:
        Faulty: with everything that is wrong with the pack.
        Trouble: when it was not built, the passphrase does not open the key, or the file cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    with pack_files(file) as files:
        checked = examine(files, Known(), signed=False, alone=False)
        if checked.faults or checked.manifest is None:
            raise Faulty(checked.faults)
        if not file.is_file() or not checked.manifest.contents:
            raise Trouble("Only a pack that was built can be signed; “pack build” makes one file of it.")
        kept = _read(key_file)
        key = Ed25519PrivateKey.from_private_bytes(_opened(kept, passphrase))
        made = key.sign(statement(kept.signer.name, checked.declared)).hex()
        signer = replace(kept.signer, signature=made)
        with new_file(target, own) as place, zipfile.ZipFile(place, "w") as archive:
            for path in checked.hashes:
                if path != SIGNATURE:
                    try:
                        add(archive, path, b"".join(files.chunks(files.members[path])))
                    except Unreadable as error:
                        raise Trouble(f"“{shown(path)}”: {error.why}.") from None
            add(archive, SIGNATURE, signatures.write(signer))
    return signer


def is_right(made: Signature, declared: bytes) -> bool:
    """Whether a signature is for these bytes of `pack.yaml`, by the key that it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(made.key))
        key.verify(bytes.fromhex(made.signature), statement(made.name, declared))
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(file: Path) -> KeyFile:
    try:
        with file.open("rb") as opened:
            found: Any = json.loads(opened.read(LARGEST))
        signer = signatures.parse(json.dumps({**found, "signature": "0" * 128}).encode())
        salt, nonce, sealed = (bytes.fromhex(found[part]) for part in ("salt", "nonce", "sealed"))
    except OSError as error:
        raise Trouble(f"“{file}” cannot be read ({(error.strerror or 'no reason given').lower()}).") from None
    except (ValueError, TypeError, KeyError, RecursionError, Faulty):
        raise Trouble(
            f"“{file}” is no key that “pack key make” has made, or it is damaged; take a copy of it."
        ) from None
    return KeyFile(signer, salt, nonce, sealed)


def _opened(kept: KeyFile, passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(_cipher(passphrase, kept.salt).decrypt(kept.nonce, kept.sealed, _bound(kept.signer)))
    except (InvalidTag, ValueError):
        raise Trouble("This passphrase does not open the key, or its file is damaged.") from None


def _bound(signer: Signature) -> bytes:
    """What the sealed key is bound to: nobody gives it another name."""
    return _PURPOSE + bytes.fromhex(signer.key) + signer.name.encode()


def _cipher(passphrase: str, salt: bytes) -> Any:
    import unicodedata

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return ChaCha20Poly1305(Scrypt(salt, 32, _SCRYPT_N, _SCRYPT_R, _SCRYPT_P).derive(typed))
