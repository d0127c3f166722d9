"""What is wrong with a pack, all of it at once; nothing is written, and nothing in it is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ..core import course as courses
from ..core import exercise as exercises
from ..core import measure as measures
from ..core import pack, reading, script, signature
from ..core.active import active_in
from ..core.course import Course
from ..core.errors import Fault, Faulty
from ..core.pack import BUILT_IN, Manifest
from ..core.pack_paths import MANIFEST, SIGNATURE, kind_of, shown
from ..core.pages import parse_help, parse_prompts
from ..core.practice import Practice
from ..core.signature import Signature
from .interchange.trees import Unreadable
from .pack_files import Member, PackFiles, pack_files

TEXT_MOST = 1 << 20
"""Bytes of a text: the longest script that was ever written here has twelve thousand."""
LIST_MOST = 4 << 20
"""Bytes of a list that a program made: of the clips of a voice, and `pack.yaml` with its contents."""
MOST_FAULTS = 1000
_OGG = b"OggS"


@dataclass(frozen=True, slots=True)
class Known:
    """What other packs have, that a course may name and that no pack may have again, by id."""

    practices: Mapping[str, Practice] = field(default_factory=dict)
    exercises: Collection[str] = ()
    measures: Collection[str] = ()
    courses: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes:
        manifest: what the pack says of itself; None where that cannot be read.
        faults: everything that is wrong, in the order of file and line; nothing where the pack is good.
        hashes: the SHA-256 of each file that could be read, by path.
        ids: the ids of what it offers, by kind: "script", "exercise", "measure", "course".
        size: bytes of all its files.
        declared: the bytes of `pack.yaml`, which a signature is for.
        signer: whose signature is right; None where it is not signed.
    """

    manifest: Manifest | None
    faults: tuple[Fault, ...]
    hashes: Mapping[str, str]
    ids: Mapping[str, tuple[str, ...]]
    size: int
    declared: bytes = b""
    signer: Signature | None = None

    @property
    def ok(self) -> bool:
        """Whether there is nothing wrong."""
        return not self.faults


def check(path: Path, known: Known | None = None, apart: Collection[str] = ()) -> Checked:
    """Look through the pack at `path`, a folder or a `.scpack`.

    Args:
        known: what other packs have.
        apart: folders at the top of a folder that are not the pack's.

    Raises:
        Trouble: when nothing is there, or it is no pack at all.
    """
    with pack_files(path, apart) as files:
        return examine(files, known or Known())


def examine(files: PackFiles, known: Known, built: bool = True, signed: bool = True, alone: bool = True) -> Checked:
    """As `check`, of files that are open.

    Args:
        built: whether what it says of its contents is to be right; not, where it is built only now.
        signed: whether its signature is to be right; not, where it is signed only now.
        alone: whether everything that its courses lead to is to be known here.
    """
    return _Pass(files, known).checked(built, built and signed, alone)


class _Pass:
    """One pass over one pack."""

    def __init__(self, files: PackFiles, known: Known) -> None:
        self._files = files
        self._known = known
        self._faults = list(files.faults)
        self._hashes: dict[str, str] = {}
        self._practices: dict[str, Practice] = {}
        self._taken: dict[str, dict[str, str]] = {kind: {} for kind in ("script", "exercise", "measure", "course")}
        self._courses: dict[str, Course] = {}
        self._readings: dict[str, list[reading.Reading]] = {}
        self._kept: dict[str, bytes] = {}

    def checked(self, built: bool, signed: bool, alone: bool) -> Checked:
        members = self._files.members if self._files.readable else {}
        for path in sorted(members):
            self._look(members[path])
        manifest = self._manifest(built)
        own = manifest is not None and manifest.id == BUILT_IN
        for path, course in self._courses.items() if alone else ():
            self._walk(path, course)
        signer = self._signer() if signed and SIGNATURE in self._kept else None
        if not own:
            self._check_new()
        if self._files.readable and not any(self._taken.values()) and not self._faults:
            self._fault(MANIFEST, 0, "nothing is in this pack yet; a script in “scripts” would be a beginning")
        faults = sorted(set(self._faults))
        if len(faults) > MOST_FAULTS:
            faults = [*faults[:MOST_FAULTS], Fault("…", 0, f"{len(faults) - MOST_FAULTS} more are not shown")]
        return Checked(
            manifest,
            tuple(faults),
            self._hashes,
            {kind: tuple(sorted(taken)) for kind, taken in self._taken.items()},
            sum(member.size for member in members.values()),
            self._kept.get(MANIFEST, b""),
            signer,
        )

    def _fault(self, path: str, row: int, why: str) -> None:
        self._faults.append(Fault(shown(path), row, why))

    def _look(self, member: Member) -> None:
        kind = kind_of(member.path)
        if not kind:
            self._fault(member.path, 0, f"nothing of this kind belongs there{_hint(member.path)}")
            return
        most = _MOST.get(kind, TEXT_MOST)
        if most and member.size > most:
            self._fault(member.path, 0, f"it has {member.size >> 10} kB, and such a file has at most {most >> 10}")
            return
        try:
            content = self._read(member, keep=kind != "sound")
        except Unreadable as error:
            self._fault(member.path, 0, error.why)
            return
        if kind in ("manifest", "signature"):
            self._kept[member.path] = content
        elif kind == "sound":
            if content != _OGG:
                self._fault(member.path, 0, "this is no Ogg file, whatever its name says; recordings are Ogg Vorbis")
        else:
            self._read_text(kind, member.path, content)

    def _read(self, member: Member, keep: bool) -> bytes:
        """A file's bytes, or its first four where they are not kept; its hash is noted."""
        digest, kept = sha256(), bytearray()
        for chunk in self._files.chunks(member):
            digest.update(chunk)
            if keep or len(kept) < len(_OGG):
                kept += chunk if keep else chunk[: len(_OGG) - len(kept)]
        self._hashes[member.path] = digest.hexdigest()
        return bytes(kept)

    def _read_text(self, kind: str, path: str, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = content[: error.start].count(b"\n") + 1
            self._fault(path, row, "this is not UTF-8 text; save the file again as UTF-8")
            return
        self._faults += [Fault(shown(path), row, why) for row, why in active_in(text)]
        try:
            _READERS[kind](self, path, text)
        except Faulty as trouble:
            self._faults += trouble.faults

    def _manifest(self, built: bool) -> Manifest | None:
        if MANIFEST not in self._kept:
            if self._files.readable and not any(fault.file == MANIFEST for fault in self._faults):
                self._fault(MANIFEST, 0, "there is no “pack.yaml” here, so this is no pack; “pack new” begins one")
            return None
        try:
            text = self._kept[MANIFEST].decode("utf-8-sig")
            self._faults += [Fault(MANIFEST, row, why) for row, why in active_in(text)]
            manifest = pack.parse(text, MANIFEST)
        except UnicodeDecodeError:
            self._fault(MANIFEST, 0, "this is not UTF-8 text; save the file again as UTF-8")
            return None
        except Faulty as trouble:
            self._faults += trouble.faults
            return None
        if built and (manifest.contents or SIGNATURE in self._kept):
            self._compare(manifest.contents)
        return manifest

    def _signer(self) -> Signature | None:
        from .signing import is_right  # which checks a pack before it signs it

        try:
            made = signature.parse(self._kept[SIGNATURE])
        except Faulty as trouble:
            self._faults += trouble.faults
            return None
        if not is_right(made, self._kept.get(MANIFEST, b"")):
            self._fault(SIGNATURE, 0, "the signature is not for this pack as it is; it was changed, or sign it anew")
            return None
        return made

    def _compare(self, contents: Mapping[str, str]) -> None:
        """Every file is in the list, as it says; nothing is in the list that is not here."""
        there = {path for path in self._files.members if path not in (MANIFEST, SIGNATURE)}
        for path in sorted(there - contents.keys()):
            self._fault(path, 0, "it is not in the list in “pack.yaml”; build the pack anew")
        for path in sorted(contents.keys() - there):
            self._fault(path, 0, "“pack.yaml” lists it, and it is not here; the pack was not copied whole")
        for path in sorted(there & contents.keys()):
            if path in self._hashes and self._hashes[path] != contents[path]:
                self._fault(path, 0, "it is not as it was when the pack was built; build the pack anew")

    def _take(self, kind: str, path: str, made: str) -> None:
        taken = self._taken[kind]
        if made in taken:
            self._fault(path, 0, f"its id “{made}” is that of {taken[made]}; give one of them another")
        taken.setdefault(made, shown(path))

    def _script(self, path: str, text: str) -> None:
        practice = script.parse(text, shown(path))
        self._take("script", path, practice.id)
        self._practices.setdefault(practice.id, practice)

    def _exercise(self, path: str, text: str) -> None:
        self._take("exercise", path, exercises.parse(text, shown(path)).id)

    def _measure(self, path: str, text: str) -> None:
        self._take("measure", path, measures.parse(text, shown(path)).id)

    def _course(self, path: str, text: str) -> None:
        course = courses.parse(text, shown(path))
        self._check_named(path, course.id, path.split("/")[1], "folder")
        self._take("course", path, course.id)
        self._courses[path] = course

    def _reading(self, path: str, text: str) -> None:
        made = reading.parse(text, shown(path))
        folder, _, name = path.rpartition("/")
        self._check_named(path, made.id, name.removesuffix(".md"), "file")
        self._readings.setdefault(folder, []).append(made)

    def _check_named(self, path: str, made: str, name: str, what: str) -> None:
        if made != name:
            self._fault(path, 0, f"its id is “{made}” and the {what} is called “{shown(name)}”; give both one name")

    def _walk(self, path: str, course: Course) -> None:
        """Everything a course leads to is in this pack, or in one that is here already."""
        try:
            courses.with_readings(course, tuple(self._readings.get(path.rpartition("/")[0], ())), shown(path))
        except Faulty as trouble:
            self._faults += trouble.faults
        practices = {**self._known.practices, **self._practices}
        written = {*self._known.exercises, *self._taken["exercise"]}
        self._faults += courses.unknown_names(course, practices, written, shown(path))
        asked = {*self._known.measures, *self._taken["measure"]}
        for name in courses.measures_of(course):
            if name not in asked:
                self._fault(path, 0, f"no measure is called “{name}”")

    def _check_new(self) -> None:
        """Nothing has the id of what the program brings, which would be kept in its place."""
        there: dict[str, Collection[str]] = {
            "script": self._known.practices,
            "exercise": self._known.exercises,
            "measure": self._known.measures,
            "course": self._known.courses,
        }
        for kind, ids in there.items():
            for made, path in self._taken[kind].items():
                if made in ids:
                    self._fault(path, 0, f"“{made}” is an id of the program's own content; give yours another")

    def _page(self, path: str, text: str) -> None:
        try:
            (parse_help if path.endswith("help.yaml") else parse_prompts)(text, shown(path))
        except (ValueError, RecursionError, TypeError):
            self._fault(path, 0, "this cannot be read; it is a list of “name: value” rows")

    def _index(self, path: str, text: str) -> None:
        try:
            if not isinstance(json.loads(text), dict):
                self._fault(path, 0, "a list of recordings is an object in JSON; make it anew")
        except (ValueError, RecursionError):
            self._fault(path, 0, "this is not JSON; make it anew")

    def _about(self, path: str, text: str) -> None:
        if "\0" in text:
            self._fault(path, text[: text.index("\0")].count("\n") + 1, "this is not text; take the file out")


_MOST = {"sound": 0, "index": LIST_MOST, "manifest": LIST_MOST, "signature": 1 << 14}
_READERS: dict[str, Callable[[_Pass, str, str], None]] = {
    "script": _Pass._script,
    "exercise": _Pass._exercise,
    "measure": _Pass._measure,
    "course": _Pass._course,
    "reading": _Pass._reading,
    "page": _Pass._page,
    "index": _Pass._index,
    "about": _Pass._about,
    "voice": _Pass._about,
}


def _hint(path: str) -> str:
    if path.endswith(".yml"):
        return "; its name ends in “.yaml”"
    if path.endswith((".mp3", ".wav", ".flac", ".m4a")):
        return "; recordings are Ogg Vorbis, under “audio”"
    return "; take the file out"
