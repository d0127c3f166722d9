"""Where things are in this checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
VOICE_VENV = ROOT / ".venv-voice"


def binary(venv: Path, name: str) -> Path:
    """A program inside a virtual environment."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name
