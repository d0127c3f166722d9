"""Installed packs: checked before anything is written, there whole or not at all, and known by their ids for good."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeGuard

from ..core.errors import Faulty, NotThere, Trouble
from ..core.pack import BUILT_IN, Manifest, order, parse
from ..core.pack_paths import MANIFEST, SIGNATURE
from ..core.signature import Signature
from . import staging
from .interchange.trees import Unreadable
from .pack_build import Progress
from .pack_check import Checked, Known, examine
from .pack_files import PackFiles, pack_files
from .packs import RETIRED
from .retiring import retire

RECORD = "installed.json"
SIGNERS = ".signers.json"
_KEY = re.compile(r"[0-9a-f]{64}")
_ROOM = 16 << 20
"""Bytes that are to be left on the disk."""


class Change(Enum):
    """What installing a pack would do."""

    NEW = "new"
    UPDATE = "update"
    AGAIN = "again"
    CHANGED = "changed"
    """The same version, with other files in it."""
    OLDER = "older"


class Trust(Enum):
    """What is known of whoever signed a pack."""

    UNSIGNED = "unsigned"
    FIRST = "first"
    """Nothing yet: the person is shown the name and the fingerprint."""
    KNOWN = "known"
    OTHER = "other"
    """Another key than the one that was trusted with this pack."""
    LOST = "lost"
    """No signature, where there was one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that could be installed; good only while its file is open.

    Attributes:
        before: the version that is installed; None where none is.
        trusted: whose signature was trusted with this pack before; None where nobody's was.
    """

    manifest: Manifest
    checked: Checked
    files: PackFiles
    change: Change
    before: Manifest | None
    trusted: Signature | None = None

    @property
    def trust(self) -> Trust:
        """What is known of whoever signed it."""
        signer = self.checked.signer
        if self.trusted is None:
            return Trust.FIRST if signer else Trust.UNSIGNED
        if signer is None:
            return Trust.LOST
        return Trust.KNOWN if signer.key == self.trusted.key else Trust.OTHER


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that is there.

    Attributes:
        manifest: None where it cannot be read.
        folder: where it is.
        offers: the names of what it offers, by kind of folder.
        retired: the same of what earlier versions had and this one has not.
    """

    id: str
    manifest: Manifest | None
    folder: Path
    offers: Mapping[str, tuple[str, ...]]
    retired: Mapping[str, tuple[str, ...]]


class Packs:
    """The folder of installed packs.

    Args:
        folder: made when the first one is installed.
        built_in: the folder of the pack that the program brings.
        known: what that pack has; asked for when one is looked through.
    """

    def __init__(self, folder: Path, built_in: Path, known: Callable[[], Known]) -> None:
        self._folder = folder
        self._built_in = built_in
        self._known = known

    @contextmanager
    def offered(self, file: Path) -> Iterator[Offer]:
        """A pack's file or folder, looked through, and what installing it would do.

        Raises:
            Faulty: with everything that is wrong with it.
            Trouble: when it is no pack at all.
        """
        with pack_files(file) as files:
            checked = examine(files, self._known())
            if checked.faults or checked.manifest is None:
                raise Faulty(checked.faults)
            manifest = checked.manifest
            if manifest.id == BUILT_IN:
                raise Trouble(f"“{BUILT_IN}” is the program's own pack, and comes with it; give yours another id.")
            before = _manifest_in(self._folder / manifest.id)
            change = self._change(manifest, checked, before)
            yield Offer(manifest, checked, files, change, before, self._trusted().get(manifest.id))

    def _change(self, manifest: Manifest, checked: Checked, before: Manifest | None) -> Change:
        if before is None:
            return Change.NEW
        if order(manifest.version) != order(before.version):
            return Change.UPDATE if order(manifest.version) > order(before.version) else Change.OLDER
        same = _json(self._folder / manifest.id / RECORD).get("digest") == _digest(checked.hashes)
        return Change.AGAIN if same else Change.CHANGED

    def install(
        self, offer: Offer, older: bool = False, other_key: bool = False, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Put a pack in its place; returns the ids that are retired with it.

        Args:
            older: whether the person agreed that a newer version gives way.
            other_key: whether the person agreed that it is not signed with the key that was trusted before.
            progress: what it raises ends the installing, and nothing is left of it.

        Raises:
            Trouble: when it cannot be installed; what was there before is there then.
        """
        if offer.change is Change.OLDER and not older and offer.before:
            raise Trouble(
                f"“{offer.before.title}” is here in version {offer.before.version}, which is newer than "
                f"{offer.manifest.version}; --older takes the older one all the same."
            )
        if offer.trust in (Trust.OTHER, Trust.LOST) and not other_key and offer.trusted:
            now = f"by another key, {_shown(offer.checked.signer)}" if offer.checked.signer else "by nobody"
            raise Trouble(
                f"“{offer.manifest.title}” was signed by {_shown(offer.trusted)} before, and is now signed {now}. "
                "Ask whoever made it; --other-key installs it all the same."
            )
        try:
            with staging.alone(self._folder):
                return self._put(offer, progress or _untold)
        except OSError as error:
            raise Trouble(_sentence(error, self._folder)) from error

    def _put(self, offer: Offer, progress: Progress) -> tuple[str, ...]:
        size = offer.checked.size
        if shutil.disk_usage(self._folder).free < size + _ROOM:
            raise OSError(errno.ENOSPC, "")
        made = staging.fresh(self._folder, offer.manifest.id)
        try:
            self._unpack(offer, made, progress)
            retired = retire(self._folder / offer.manifest.id, made, offer.checked.ids)
            record = {"version": offer.manifest.version, "digest": _digest(offer.checked.hashes)}
            with _new(made / RECORD) as out:
                out.write(json.dumps(record).encode())
            if hasattr(os, "sync"):
                os.sync()  # one for all of its files; a sync for each takes longer than to write them
            # Before it has its name: whom the person agreed to is never asked about twice.
            self._trust(offer.manifest.id, offer.checked.signer)
            staging.swap_in(self._folder, offer.manifest.id)
        finally:
            shutil.rmtree(made, ignore_errors=True)  # nothing, where it has its name by now
        return retired

    def _unpack(self, offer: Offer, folder: Path, progress: Progress) -> None:
        """Every file that was checked, as it was when it was checked, and no other."""
        done = 0
        for path, expected in offer.checked.hashes.items():
            file, digest = folder.joinpath(*path.split("/")), sha256()
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with _new(file) as out:
                    for chunk in offer.files.chunks(offer.files.members[path]):
                        digest.update(chunk)
                        out.write(chunk)
                        done += len(chunk)
                        progress(done, offer.checked.size)
            except Unreadable as error:
                raise Trouble(f"“{path}”: {error.why}; nothing was installed.") from None
            if digest.hexdigest() != expected:
                raise Trouble(f"“{path}” was changed while the pack was installed; nothing was installed.")

    def _trusted(self) -> dict[str, Signature]:
        """Whose signature was trusted with each pack; it is kept when the pack is removed."""
        found: dict[str, Signature] = {}
        for pack_id, each in _json(self._folder / SIGNERS).items():
            if isinstance(each, dict) and isinstance(name := each.get("name"), str) and _is_key(key := each.get("key")):
                found[pack_id] = Signature(name, key)
        return found

    def _trust(self, pack_id: str, signer: Signature | None) -> None:
        trusted = self._trusted()
        if trusted.get(pack_id) == signer:
            return
        if signer is None:
            trusted.pop(pack_id, None)
        else:
            trusted[pack_id] = Signature(signer.name, signer.key)
        made = self._folder / f"{SIGNERS}.part"
        made.unlink(missing_ok=True)
        with _new(made) as out:
            rows = {name: {"name": each.name, "key": each.key} for name, each in sorted(trusted.items())}
            out.write(json.dumps(rows, ensure_ascii=False, indent=1).encode())
        made.replace(self._folder / SIGNERS)

    def signer_of(self, pack_id: str) -> Signature | None:
        """Whose signature an installed pack has; None where it has none."""
        return self._trusted().get(pack_id)

    def remove(self, pack_id: str) -> Installed:
        """Take a pack away; what the person did with it stays in the store.

        Raises:
            NotThere: when there is no such pack.
            Trouble: when it cannot be removed; it is there then.
        """
        gone = self.show(pack_id)
        if pack_id == BUILT_IN:
            raise Trouble("This is the program's own pack; it goes with the program.")
        try:
            with staging.alone(self._folder):
                staging.take_out(self._folder, pack_id)
        except OSError as error:
            raise Trouble(_sentence(error, self._folder)) from error
        return gone

    def list(self) -> tuple[Installed, ...]:
        """The program's own pack, then each that was installed, by id."""
        try:
            folders = sorted(f for f in self._folder.iterdir() if f.is_dir() and not f.name.startswith("."))
        except OSError:
            folders = []  # nothing was installed yet
        return (_installed(BUILT_IN, self._built_in), *(_installed(folder.name, folder) for folder in folders))

    def show(self, pack_id: str) -> Installed:
        """One pack that is there.

        Raises:
            NotThere: when there is none of that id.
        """
        for pack in self.list():
            if pack.id == pack_id:
                return pack
        raise NotThere(f"There is no pack called “{pack_id[:80]}”. “selfcompassion pack list” lists what there is.")


def _untold(done: int, total: int) -> None:
    """Nobody wants to be told."""


def _new(file: Path) -> BinaryIO:
    """A new file that only its owner may read; one that is there is no other's."""
    return os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _installed(pack_id: str, folder: Path) -> Installed:
    return Installed(pack_id, _manifest_in(folder), folder, _names(folder), _names(folder / RETIRED))


def _names(folder: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part, pattern in (("scripts", "*.md"), ("exercises", "*.md"), ("measures", "*.yaml"), ("courses", "*/")):
        if names := tuple(sorted(each.stem for each in (folder / part).glob(pattern))):
            found[part] = names
    return found


def _manifest_in(folder: Path) -> Manifest | None:
    try:
        return parse((folder / MANIFEST).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, Faulty):
        return None


def _json(file: Path) -> Mapping[str, object]:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(file.read_bytes())
        if isinstance(found, dict):
            return found
    return {}


def _is_key(found: object) -> TypeGuard[str]:
    return isinstance(found, str) and bool(_KEY.fullmatch(found))


def _shown(signer: Signature) -> str:
    return f"“{signer.name}” ({signer.fingerprint})"


def _digest(hashes: Mapping[str, str]) -> str:
    """Names what a pack holds; whoever signed it, it is the same."""
    rows = (f"{path}\0{digest}" for path, digest in sorted(hashes.items()) if path != SIGNATURE)
    return sha256("\n".join(rows).encode()).hexdigest()


def _sentence(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "There is no room for this pack. Nothing was changed; make some room, and try again."
    why = (error.strerror or "it may not be written to").lower()
    return f"“{folder}” cannot be written ({why}); nothing was changed."
