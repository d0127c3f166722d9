"""The verbs of `dev.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import environment, locks, system
from .places import BUILD, ROOT, VENV, VOICE_VENV, binary
from .screen import virtual_screen
from .steps import Refusal, say

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "SDL_AUDIODRIVER": "dummy", "PYTHONUTF8": "1"}
LINTERS: tuple[tuple[str, str, list[str]], ...] = (
    ("Style", "ruff", ["check", "."]),
    ("Types", "mypy", []),
    ("Contracts of the house", "lint-imports", ["--no-logo"]),
)


def main(words: Sequence[str], usage: str | None) -> int:
    """Carry out the verb in `words`; returns the exit status."""
    verbs: dict[str, Callable[[list[str]], int]] = {
        "setup": setup, "run": run, "test": test, "lint": lint, "tour": tour,
        "bench": bench, "kills": kills, "fuzz": fuzz, "voice": voice, "lock": lock,
    }  # fmt: skip
    verb = verbs.get(words[0]) if words else None
    if verb is None:
        print(usage, file=sys.stdout if {"-h", "--help", "help"} & set(words[:1]) else sys.stderr)
        return 0 if {"-h", "--help", "help"} & set(words[:1]) else 2
    try:
        return verb(list(words[1:]))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def setup(_words: list[str]) -> int:
    """Everything for running, testing and the virtual screen."""
    _prepare_developing()
    say("All is ready. Next: python3 dev.py run")
    return 0


def run(words: list[str]) -> int:
    """Open the program; with words, hand them to it in this terminal; without a screen, take the tour."""
    if not words and not system.has_screen():
        say("There is no screen here, so the program opens on a virtual one and is walked through.")
        return tour([])
    _prepare(environment.RUNTIME, () if words else system.WINDOW)
    return _become(binary(VENV, "selfcompassion"), words)


def tour(words: list[str]) -> int:
    """Walk through the program on a virtual screen, with a data folder of its own."""
    _prepare(environment.RUNTIME, system.VIRTUAL_SCREEN)
    pictures = BUILD / "tour"
    status = _on_virtual_screen(["tools/tour.py", "--out", str(pictures), *words])
    if status == 0:
        say(f"The pictures are in {pictures.relative_to(ROOT)}.")
    return status


def lint(_words: list[str]) -> int:
    """Style, types and contracts."""
    _prepare(environment.DEVELOPING, ())
    return _lint()


def test(words: list[str]) -> int:
    """Lint and every test; with words, pytest with those alone. Pytest's closing line is the last."""
    _prepare_developing()
    if not words and (status := _lint()) != 0:
        return status
    say("Tests")
    pytest: list[str | Path] = [binary(VENV, "python"), "-m", "pytest"]
    status = _call([*pytest, *words], OFFSCREEN)
    if status != SOME_FAILED or words:
        return status
    failed = failed_last(ROOT / ".pytest_cache")
    if len(failed) > FEW:
        return status
    # Tests with real processes, a bus and a screen meet whatever else the machine does. What fails twice is broken;
    # what does not is named all the same, for somebody to look at.
    say("These failed, and are run once more by themselves: " + ", ".join(failed))
    return _call([*pytest, "--last-failed", "--last-failed-no-failures=none"], OFFSCREEN)


SOME_FAILED = 1
"""Pytest's exit status when every test could be run and some failed."""
FEW = 5
"""More failures than these are no accident."""


def failed_last(cache: Path) -> list[str]:
    """The names of the tests that failed in pytest's last run, by its cache; none where it cannot be read."""
    try:
        return sorted(json.loads((cache / "v" / "cache" / "lastfailed").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []


def bench(words: list[str]) -> int:
    """How quick the program is, as ratios in one run."""
    _prepare_developing()
    return _on_virtual_screen(["-m", "tools.bench", *words])


def kills(words: list[str]) -> int:
    """Kill the program while it writes, takes in, encrypts, upgrades and backs up, and look for what was lost."""
    _prepare_developing()
    return _call([binary(VENV, "python"), "tools/kills.py", *words], OFFSCREEN)


def fuzz(words: list[str]) -> int:
    """Read damaged files of other programs, and look for what ends in anything but entries or a plain sentence."""
    _prepare_developing()
    return _call([binary(VENV, "python"), "tools/fuzz.py", *words], OFFSCREEN)


SECOND_VOICE = "am_michael"
"""It speaks the practices that are used most; another is begun by `tools/voice/render.py --voice … --only ID`."""


def voice(words: list[str]) -> int:
    """Record the lines that have no clip, in an environment of its own, and check every clip."""
    environment.prepare_from(VOICE_VENV, ROOT / "tools" / "voice" / "requirements.txt")
    python = binary(VOICE_VENV, "python")
    second = ["--voice", SECOND_VOICE, "--begun"]
    return (
        _call([python, "tools/voice/render.py", *words], {})
        or _call([python, "tools/voice/check.py"], {})
        or _call([python, "tools/voice/render.py", *second], {})
        or _call([python, "tools/voice/check.py", *second], {})
    )


def lock(_words: list[str]) -> int:
    """Write the locks anew."""
    locks.write()
    return 0


def _prepare(locks: Sequence[str], needs: Sequence[system.Need]) -> None:
    # All that the system lacks is asked for at once, so that nobody types a second command.
    system.ensure([environment.maker(VENV), *needs])
    environment.prepare(locks)


def _prepare_developing() -> None:
    _prepare(environment.DEVELOPING, system.VIRTUAL_SCREEN)
    system.wish(system.SESSION_BUS, "The tests that speak to a desktop's bus will be skipped.")
    system.wish(system.DESKTOP, "The tests that look at other programs’ windows will be skipped.")
    system.wish(system.SPELLING, "The tests that read a dictionary will be skipped.")
    system.wish(system.SOUND_SERVER, "The tests that listen to recorded sound will be skipped.")


def _lint() -> int:
    statuses = []
    for what, name, words in LINTERS:
        say(what)
        statuses.append(_call([binary(VENV, name), *words], {}))
    return max(statuses)


def _on_virtual_screen(words: Sequence[str]) -> int:
    with virtual_screen() as display, tempfile.TemporaryDirectory(prefix="selfcompassion-") as home:
        variables = {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "SDL_AUDIODRIVER": "dummy", "LC_ALL": "C.UTF-8",
            "HOME": home, "XDG_RUNTIME_DIR": home, "SELFCOMPASSION_DATA_DIR": str(Path(home, "data")),
        }  # fmt: skip
        return _call([binary(VENV, "python"), *words], variables)


def _call(command: Sequence[str | Path], variables: Mapping[str, str]) -> int:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False).returncode


def _become(program: Path, words: Sequence[str]) -> int:
    if os.name == "posix":
        # The program takes this process over, so that a signal meant for it reaches it.
        sys.stdout.flush()
        os.execv(program, [str(program), *words])
    return subprocess.run([program, *words], check=False).returncode
