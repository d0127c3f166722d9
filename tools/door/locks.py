"""Writing the locks: every package for every supported system and Python, with its hashes."""

from __future__ import annotations

from .environment import make, pip
from .places import BUILD, ROOT, binary
from .steps import step

LOCKER = "uv==0.13.9"
OLDEST = "3.11"


def write() -> None:
    """Write `requirements/` anew from `pyproject.toml`, each package at its newest allowed version."""
    venv = BUILD / "lock-venv"
    make(venv)
    step(f"Fetching {LOCKER}", [*pip(venv), LOCKER])
    _compile("runtime", "pyproject.toml")
    for group in ("build", "dev"):
        _compile(group, "--group", f"pyproject.toml:{group}", "--constraints", "requirements/runtime.txt")


def _compile(lock: str, *sources: str) -> None:
    uv = binary(BUILD / "lock-venv", "uv")
    form = ["--universal", "--python-version", OLDEST, "--generate-hashes", "--no-emit-index-url", "--upgrade"]
    signed = ["--custom-compile-command", "python3 dev.py lock", "--directory", str(ROOT)]
    where = f"requirements/{lock}.txt"
    step(f"Locking {where}", [uv, "pip", "compile", "--quiet", *form, *signed, "--output-file", where, *sources])
