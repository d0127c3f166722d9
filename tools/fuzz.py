"""Feed the readers of other programs' files with damaged ones: each ends in pieces or in one plain sentence.

`python tools/fuzz.py N` takes the samples in `tests/data/interchange/` and harms each in many ways: flipped, lost,
doubled and foreign bytes; values of JSON, cells of CSV and lines of texts put in the place of others; members of
archives harmed within and packed anew. It reads N files in all as the program does. One is at fault when it raises
anything but a `Trouble`, takes longer than `SLOW` or more than `MUCH`, or gives a piece that no journal could hold.
Those are kept in `build/fuzz/`, and one is read once more by `python tools/fuzz.py --again FILE`.

Prints a table; ends with status 1 where anything was found.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import resource
import shutil
import signal
import sys
import tarfile
import tempfile
import time
import traceback
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from selfcompassion_desktop.content.interchange import own, read
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.interchange import Piece, Practised, Record, Refused
from selfcompassion_desktop.core.takeout import go_through

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "data" / "interchange"
FOUND = ROOT / "build" / "fuzz"
SLOW = 2.0
"""Seconds of the processor that one input of a few kilobytes may take."""
AS_FOLDER = 0.15
"""How many of the files are read as one in a folder."""
HANGS = 60
"""Seconds of the clock after which an input is given up."""
MUCH = 200
"""Megabytes by which the process may grow over one input."""
ZONES = tuple(ZoneInfo(name) for name in ("America/New_York", "Pacific/Kiritimati", "UTC"))
ODD: tuple[object, ...] = (
    None, True, False, 0, -1, 1e308, -0.0, 10**30, "", " ", "\0", "\ud83d", "\udc4b\ud83d", "🫶" * 50, "a" * 5000,
    [], {}, [[]], {"": None}, 253402300799999, -62135596800001,
    "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2020-02-30", "2020-03-29T02:30:00", "-0001-01-01", "24:00",
    "12:60 pm", "America", "America/New_York", "../UTC", "../../etc/passwd", "![](dayone-moment://X)", "[x](:/0)",
    "<b><ul><li>", "[2020-01-01 09:00] ", "---", "&a *a", "!!python/object:os.system", "| ", '"', "'", ";", "\u2028",
    "\ufeff", "UTC\0",
)  # fmt: skip
PIECES_OF_BYTES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\n\n", b'"', b"\\",
    b"{", b"[" * 200, b"]", b"}", b":", b",", b"---\n", b"\n1:\n  text: x\n", b"*a", b"&a", b"!!x ",
    b"[2020-01-01 09:00] x\n", b"type_: 1", b"PK\3\4", b"ustar", b"\\ud83d", b"1e999", b"NaN", b"-" * 300, b"//" * 100,
    b"``" * 100, b'[""', b'""]', b"<", b"<b>" * 50, b"](:/", b"sep=;\n",
)  # fmt: skip


class Hung(BaseException):
    """An input took too long; no reader catches this."""


@dataclass
class Tally:
    """What one sample's harmed copies ended in."""

    inputs: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: int = 0


def main() -> int:
    """Run; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("count", nargs="?", type=int, default=100_000, help="how many files in all (100,000)")
    parser.add_argument("--seed", type=int, default=None, help="begin as another run did")
    parser.add_argument("--again", type=Path, help="read one file once more, and show what it raises")
    given = parser.parse_args()
    if given.again:
        print(examined(given.again, ZONES[0]))
        return 0
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"{given.count:,} files, seed {seed}", flush=True)
    return run(given.count, seed)


def run(count: int, seed: int) -> int:
    rng = random.Random(seed)
    samples = sorted(file for file in SAMPLES.rglob("*") if file.is_file() and file.name != "README.md")
    whole = {file: file.read_bytes() for file in samples}
    tallies = {file: Tally() for file in samples}
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="selfcompassion-fuzz-") as room, suppress(KeyboardInterrupt):
        for number in range(count):
            file = samples[number % len(samples)]
            # The name now and then tells something else than the content does.
            name = file.name if rng.random() < 0.9 else rng.choice(samples).name
            chosen = path = Path(room, name)
            if rng.random() < AS_FOLDER:
                chosen = Path(room, "folder")
                path = chosen / rng.choice((name, "2020/03/29.txt", "data/2020-02.txt"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(harmed(file, whole, rng))
            judge(chosen, path, rng.choice(ZONES), tallies[file], number)
            path.unlink()
            if chosen != path:
                shutil.rmtree(chosen)
    show(tallies, time.monotonic() - began)  # of what was read so far, where Ctrl+C ended it
    return 1 if any(tally.faults for tally in tallies.values()) else 0


def judge(chosen: Path, path: Path, zone: ZoneInfo, tally: Tally, number: int) -> None:
    """Read one file, count what it ended in, and keep it where it is at fault."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    fault = ""
    end = "fault"
    try:
        with limited(HANGS):
            end = examined(chosen, zone)
    except (Exception, Hung) as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
        fault = "".join(traceback.format_exception(error))
    spent = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // (
        1024 if sys.platform == "linux" else 1 << 20
    )
    if not fault and spent > SLOW:
        fault = f"slow: {spent:.1f} s"
    if not fault and grown > MUCH:
        fault = f"large: {grown} MB"
    tally.inputs += 1
    tally.ends[end] += 1
    tally.slowest = max(tally.slowest, spent)
    if fault:
        tally.faults += 1
        FOUND.mkdir(parents=True, exist_ok=True)
        kept = FOUND / f"{number}-{path.name}"
        kept.write_bytes(path.read_bytes())
        (FOUND / f"{number}-{path.name}.why").write_text(fault, encoding="utf-8", errors="backslashreplace")
        print(f"{kept}: {fault.strip().splitlines()[-1][:150]}", flush=True)


def examined(path: Path, zone: ZoneInfo) -> str:
    """Read a file as the program does; returns what it ended in. Raises what a reader may not, and `AssertionError`."""
    try:
        if place := own.own_in(path):
            return of_our_own(place)
        with read(path, zone) as reading:
            keys = set[str]()
            records, refused = 0, 0
            for piece in reading.pieces:
                assert_holds(piece, keys)
                records += not isinstance(piece, Refused)
                refused += isinstance(piece, Refused)
                assert 0 <= reading.progress() <= 1
            for note in reading.notes:
                note.encode()
    except Trouble as trouble:
        plain(trouble.sentence)
        return "trouble"
    if records and refused:
        return "both"
    return "pieces" if records else "refused" if refused else "nothing"


def of_our_own(place: own.Place) -> str:
    """The same for a file of this program's own."""
    refused = 0
    for _, _, piece in go_through(own.Document(place), lambda part: True):
        if isinstance(piece, Refused):
            plain(piece.why if piece.why.endswith(".") else f"{piece.why}.")
            refused += 1
    return "both" if refused else "pieces"


def plain(sentence: str) -> None:
    """Whether it can be told."""
    sentence.encode()
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence


def assert_holds(piece: Piece, keys: set[str]) -> None:
    """Whether a journal could hold a piece."""
    piece.where.encode()
    if isinstance(piece, Refused):
        plain(piece.why)
        return
    assert piece.key
    assert piece.key not in keys, "a key was given twice"
    keys.add(piece.key)
    moment = piece.written if isinstance(piece, Record) else piece.began
    moment.isoformat()
    moment.utcoffset()
    json.dumps(piece.extra, allow_nan=False, ensure_ascii=False).encode()
    if isinstance(piece, Practised):
        assert piece.seconds > 0
        return
    assert piece.body.strip()
    assert "\0" not in piece.body
    assert "\r" not in piece.body
    piece.body.encode()
    assert piece.edited is None or piece.edited.utcoffset() is not None
    for name in (*piece.marks.tags, *piece.marks.feelings):
        name.encode()
    for attached in piece.attached[:3]:
        with suppress(Trouble):
            attached.read()


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raises `Hung` after so many seconds, where the system has alarms."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Hung

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def harmed(file: Path, whole: dict[Path, bytes], rng: random.Random) -> bytes:
    """A copy of a sample that something happened to, once or a few times."""
    content = whole[file]
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        content = _once(file, content, whole, rng)
    return content


def _once(file: Path, content: bytes, whole: dict[Path, bytes], rng: random.Random) -> bytes:
    ways: list[Callable[[], bytes]] = [
        lambda: _bytes(content, rng),
        lambda: _spliced(content, rng.choice(list(whole.values())), rng),
    ]
    inside: Callable[[bytes, random.Random], bytes] = {".json": _json, ".csv": _csv, ".zip": _zip, ".jex": _tar}.get(
        file.suffix, _lines
    )
    often = 6 if inside in (_zip, _tar) else 3  # what harms an archive as a whole is soon found out
    ways += [lambda: inside(content, rng)] * often
    if often > 3:
        ways.append(lambda: _header(content, rng))
    return rng.choice(ways)()


def _bytes(content: bytes, rng: random.Random) -> bytes:
    found = bytearray(content)
    at = rng.randrange(len(found) + 1)
    much = rng.choice((1, 1, 4, 64, 1024))
    match rng.randrange(6):
        case 0:
            for _ in range(much):
                if found:
                    found[rng.randrange(len(found))] = rng.randrange(256)
        case 1:
            del found[at:]
        case 2:
            del found[at : at + much]
        case 3:
            found[at:at] = rng.choice(PIECES_OF_BYTES)
        case 4:
            found[at:at] = found[at : at + much] * rng.choice((1, 2, 20))
        case _:
            if found:
                found[at % len(found)] ^= 1 << rng.randrange(8)
    return bytes(found)


def _header(content: bytes, rng: random.Random) -> bytes:
    """A byte of what an archive says of a member."""
    starts = [found.start() for found in re.finditer(rb"PK[\1\3\5]", content)] or list(range(0, len(content), 512))
    if not starts:
        return content
    found = bytearray(content)
    for _ in range(rng.choice((1, 2, 8))):
        at = min(rng.choice(starts) + rng.randrange(46), len(found) - 1)
        found[at] = rng.choice((0, 1, 8, 99, 255, found[at] ^ 1))
    return bytes(found)


def _spliced(content: bytes, other: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other) + 1) :]


def _json(content: bytes, rng: random.Random) -> bytes:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, rng)
    for _ in range(rng.choice((1, 2, 4))):
        places = list(_places(found))
        if not places:
            break
        # What stands near the top is what readers look at; the deeper ones are only passed on.
        holder, key, _ = min(rng.choices(places, k=2), key=lambda place: place[2])
        match rng.randrange(5):
            case 0:
                del holder[key]
            case 1:
                other, name, _ = rng.choice(places)
                holder[key] = json.loads(json.dumps(other[name]))
            case _:
                holder[key] = rng.choice(ODD)
    return json.dumps(found, ensure_ascii=rng.random() < 0.7).encode("utf-8", "surrogatepass")


def _places(found: object, depth: int = 0) -> Iterator[tuple[Any, Any, int]]:
    """Each holder with a key of its, and how deep it is."""
    if isinstance(found, dict):
        for key, inner in found.items():
            yield found, key, depth
            yield from _places(inner, depth + 1)
    elif isinstance(found, list):
        for number, inner in enumerate(found):
            yield found, number, depth
            yield from _places(inner, depth + 1)


def _csv(content: bytes, rng: random.Random) -> bytes:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "surrogateescape"), newline="")))
    except csv.Error:
        return _bytes(content, rng)
    rows = [row for row in rows if row]
    if rows:
        row = rng.choice(rows)
        at = rng.randrange(len(row))
        match rng.randrange(5):
            case 0:
                del row[at]
            case 1:
                row.insert(at, str(rng.choice(ODD)))
            case 2:
                rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))
            case _:
                row[at] = str(rng.choice(ODD)) if rng.random() < 0.7 else rng.choice(rng.choice(rows) or [""])
    written = io.StringIO()
    csv.writer(written, delimiter=rng.choice(",,,;\t"), lineterminator=rng.choice(("\n", "\r\n", "\r"))).writerows(rows)
    return written.getvalue().encode(rng.choice(("utf-8", "utf-8-sig", "utf-16")), "surrogatepass")


def _lines(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = b" " * rng.randrange(9) + lines[at].lstrip()
        case _:
            lines.insert(to, str(rng.choice(ODD)).encode("utf-8", "surrogatepass"))
    return b"\n".join(lines)


def _zip(content: bytes, rng: random.Random) -> bytes:
    """A member harmed within, or named otherwise, and all packed anew with right checks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, NotImplementedError, zlib.error):
        return _bytes(content, rng)
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", rng.choice((0, 8))) as archive:
        warnings.simplefilter("ignore")  # two members of one name are part of it
        for name, inner in _members(members, rng):
            archive.writestr(zipfile.ZipInfo(name or "x", (2021, 5, 1, 12, 0, 0)), inner)
    return made.getvalue()


def _tar(content: bytes, rng: random.Random) -> bytes:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            members = [(info.name, held.read()) for info in tar if (held := tar.extractfile(info))]
    except (tarfile.TarError, ValueError, OSError, EOFError, KeyError):
        return _bytes(content, rng)
    made = io.BytesIO()
    with tarfile.open(
        fileobj=made, mode="w", format=rng.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    ) as tar:
        for name, inner in _members(members, rng):
            info = tarfile.TarInfo(name[:90])
            info.size = len(inner)
            tar.addfile(info, io.BytesIO(inner))
    return made.getvalue()


def _members(members: list[tuple[str, bytes]], rng: random.Random) -> list[tuple[str, bytes]]:
    if not members:
        return members
    at = rng.randrange(len(members))
    name, inner = members[at]
    match rng.randrange(6):
        case 0:
            name = rng.choice(
                ("../x.md", "a/" + name, name.upper(), "C:\\x", "x" * 80, "\u2028", name[:5], rng.choice(members)[0])
            )
        case 1:
            del members[at]
            return members
        case 2:
            members.append((rng.choice(("2020-02.txt", "2021/05/01.txt", "x.json", "2021-05-01.md")), inner))
        case _:
            inner = (_json if name.endswith(".json") else _lines if rng.random() < 0.6 else _bytes)(inner, rng)
    members[at] = (name, inner)
    return members


def show(tallies: dict[Path, Tally], seconds: float) -> None:
    """The table."""
    ends = ("pieces", "both", "refused", "nothing", "trouble", "fault")
    print(f"{'':34}{'files':>8}" + "".join(f"{end:>9}" for end in ends) + f"{'slowest':>10}{'found':>7}")
    rows = [*((str(file.relative_to(SAMPLES)), tally) for file, tally in tallies.items()), ("all", _all(tallies))]
    for name, tally in rows:
        counts = "".join(f"{tally.ends[end]:>9,}" for end in ends)
        print(f"{name:34}{tally.inputs:>8,}{counts}{tally.slowest:>8.2f} s{tally.faults:>7}")
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1 << 20)
    print(f"{seconds:,.0f} s; the process grew to {largest} MB")


def _all(tallies: dict[Path, Tally]) -> Tally:
    every = Tally()
    for tally in tallies.values():
        every.inputs += tally.inputs
        every.ends += tally.ends
        every.faults += tally.faults
        every.slowest = max(every.slowest, tally.slowest)
    return every


if __name__ == "__main__":
    sys.exit(main())
