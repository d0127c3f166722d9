"""Kill the program in the middle of five acts, again and again, and see that nothing is lost.

`python tools/kills.py N` kills (`kill -9`) N times in all, at random moments, by turns while somebody types, a file is
taken in, a passphrase is set, changed or taken away, an old store is brought up to date, and a backup is made. After
each kill the store must open, sound to the last page; every save that was called kept must be there to the character;
an import is there whole or not at all, and whole if that was said. What was typed and not yet kept may be lost for
as long as `--within` says.

Prints a line an act; ends with status 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.killing.act import Act, Found, kill_one, measure, moment
from tools.killing.backing_act import BackingUp
from tools.killing.encrypting_act import Encrypting
from tools.killing.importing_act import Importing
from tools.killing.migrating_act import Migrating
from tools.killing.typing_act import WHOLE, Typing

ACTS: tuple[Act, ...] = (Typing(), Importing(), Encrypting(), Migrating(), BackingUp())
ACKNOWLEDGED = ("kept ", "taken ", "made ")
"""What the work tells once something is safe."""


def run(act: Act, root: Path, kills: int, seed: int) -> tuple[list[Found], int]:
    """Kill one act so many times; what each showed, and how much was acknowledged before the kills."""
    folder = root / act.name.replace(" ", "-") / "data"
    folder.parent.mkdir()
    act.prepare(folder)
    rng = random.Random(f"{act.name} {seed}")
    first = seed * 100_000
    # The shortest of three: a machine that was busy just then would put most kills after the work's end.
    whole = WHOLE if isinstance(act, Typing) else min(measure(act, folder, first + 90_001 + n) for n in range(3))
    found, acknowledged = [], 0
    for number in range(1, kills + 1):
        told, killed = kill_one(act, folder, first + number, moment(rng, whole, act.rounds))
        acknowledged += sum(line.startswith(ACKNOWLEDGED) for line in told)
        found.append(act.look(folder, killed, told))
        if found[-1].lost or found[-1].shut:
            print(f"{act.name}, kill {number}: {found[-1].shut} {'; '.join(found[-1].lost[:5])}", flush=True)
    return found, acknowledged


def tell(name: str, found: list[Found], acknowledged: int, within: float, seconds: float) -> bool:
    """Say what was found; whether nothing was lost."""
    lost, shut = sum(len(each.lost) for each in found), sum(bool(each.shut) for each in found)
    late = sum(each.late > within for each in found)
    words = f"{name}: {len(found)} kills, {lost} of {acknowledged} acknowledged saves lost"
    words += f", {shut} stores that did not open whole"
    if worst := max((each.late for each in found), default=0.0):
        words += f", {late} times more than {within:g} s of typing lost (the most {worst:.2f} s)"
    print(f"{words}; {seconds:.0f} s", flush=True)
    return not (lost or shut or late)


def main() -> int:
    """Kill as often as asked and tell what it showed."""
    names = [act.name for act in ACTS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int, nargs="?", default=100, help="in all, spread over the acts")
    parser.add_argument("--act", choices=names, action="append", help="only this act; may be given more than once")
    parser.add_argument("--within", type=float, default=1.0, help="seconds of typing that may be lost")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    acts = [act for act in ACTS if not given.act or act.name in given.act]
    good, saves, everything = True, 0, list[Found]()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as root:
        for at, act in enumerate(acts):
            start = time.monotonic()
            found, acknowledged = run(act, Path(root), (given.kills + len(acts) - 1 - at) // len(acts), given.seed)
            good &= tell(act.name, found, acknowledged, given.within, time.monotonic() - start)
            everything += found
            saves += acknowledged
    good &= tell("in all", everything, saves, given.within, time.monotonic() - began)
    return 0 if good else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
