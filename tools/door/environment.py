"""The virtual environments: made once, from locks, and left alone while nothing they depend on has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .places import REQUIREMENTS, ROOT, VENV, binary
from .steps import say, step
from .system import Need, ensure

RUNTIME = ("build", "runtime")
DEVELOPING = (*RUNTIME, "dev")
DOWNLOAD = re.compile(
    r" *(?:Downloading|Using cached) (?:\S*/)?(?P<name>[^\s/-]+)-(?P<version>[^-]+)\S*(?<!\.metadata)(?P<size> \(.*\))"
)


def prepare(locks: Sequence[str]) -> None:
    """Bring `.venv` to the state of the locks; quick where it is there already."""
    stamp = VENV / f".ready-{locks[-1]}"
    wanted = _fingerprint(locks)
    if _reads(stamp) == wanted and binary(VENV, "python").exists():
        return
    make(VENV)
    files = [word for lock in locks for word in ("-r", REQUIREMENTS / f"{lock}.txt")]
    install = pip(VENV)
    step(
        "Fetching what the program stands on",
        [*install, "--require-hashes", "--only-binary", ":all:", *files],
        _fetched,
    )
    step("Putting the program itself in place", [*install, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamp.write_text(wanted, encoding="utf-8")


def prepare_from(venv: Path, requirements: Path) -> None:
    """Make another environment, for a tool that the program never depends on."""
    stamp = venv / ".ready"
    wanted = _digest([requirements])
    if _reads(stamp) == wanted and binary(venv, "python").exists():
        return
    make(venv)
    step(f"Fetching what {requirements.relative_to(ROOT)} names", [*pip(venv), "-r", requirements], _fetched)
    stamp.write_text(wanted, encoding="utf-8")


def make(venv: Path) -> None:
    """Make the virtual environment, or make it anew where it does not work."""
    if _works(venv):
        return
    if venv.exists():
        say(f"{venv.name} does not work, so it is made anew.")
        shutil.rmtree(venv)
    ensure([maker(venv)])
    step(f"Making a virtual environment in {venv.name}", [sys.executable, "-m", "venv", venv])


def maker(venv: Path) -> Need:
    """What of the system it takes to make `venv`, where it is not made yet."""
    # Debian splits ensurepip off into a package of its own, one for each Python.
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return Need(package, lambda: binary(venv, "python").exists() or _can_make())


def _can_make() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def _works(venv: Path) -> bool:
    python = binary(venv, "python")
    if not python.exists():
        return False
    asked = subprocess.run(
        [python, "-c", "import pip, sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
    )
    return asked.stdout.split() == [str(number) for number in sys.version_info[:2]]


def pip(venv: Path) -> list[str | Path]:
    """The beginning of a command that installs into `venv`."""
    return [binary(venv, "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def _fetched(line: str) -> str | None:
    if (found := DOWNLOAD.match(line)) and "MB" in found["size"]:
        return f"{found['name']} {found['version']}{found['size']}"
    return "Installing them" if line.startswith("Installing collected packages") else None


def _fingerprint(locks: Sequence[str]) -> str:
    return _digest([ROOT / "pyproject.toml", *(REQUIREMENTS / f"{lock}.txt" for lock in locks)])


def _digest(files: Sequence[Path]) -> str:
    # A moved checkout or another Python needs another environment: both are written into its programs.
    digest = hashlib.sha256(f"{ROOT}\n{sys.version_info[:2]}\n".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _reads(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None
