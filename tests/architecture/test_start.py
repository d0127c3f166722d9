"""What is heavy is imported when it is first needed, never at the start."""

from __future__ import annotations

import subprocess
import sys

from .sources import MODULES, PACKAGE, Offences, imported, of

HEAVY = {"cryptography", "numpy", "pygame", "pyqtgraph", "scipy", "soundfile"}


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages that a fresh Python holds after importing `modules`."""
    code = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_window_opens_without_the_heavy_packages() -> None:
    assert not loaded_by(f"{PACKAGE}.app", f"{PACKAGE}.ui.main_window") & HEAVY


def test_the_terminal_opens_without_qt() -> None:
    assert not loaded_by(f"{PACKAGE}.cli") & (HEAVY | {"PySide6"})


def test_heavy_packages_are_imported_inside_functions() -> None:
    """Outside of `audio`, which is itself imported late."""
    early = set(MODULES) - set(of("audio"))
    assert not Offences(early, lambda module: _roots_at_start(module) & HEAVY)


def _roots_at_start(module: str) -> set[str]:
    return {name.partition(".")[0] for name in imported(module, at_start=True)}
