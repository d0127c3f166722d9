"""Packs for tests: good ones, and those that no honest tool would make."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MANIFEST = """\
schema: 1
id: mine
title: Mine
version: 1.0.0
authors: [Ana Example]
licence: CC-BY-4.0
languages: [en]
"""
SCRIPT = """\
---
id: {id}
title: A practice
summary: A few breaths.
shortest: 2
longest: 5
---

# Arriving

{words}

(pause 10-200)
"""


def script(made: str = "breath", words: str = "Breathe as you like.") -> str:
    return SCRIPT.format(id=made, words=words)


def zipped(file: Path, members: Mapping[str, str | bytes], manifest: str | None = MANIFEST) -> Path:
    """A zip with exactly these names, also those that no honest tool would write."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        if manifest is not None:
            made.writestr("pack.yaml", manifest)
        for name, content in members.items():
            about = zipfile.ZipInfo("x")
            about.filename = name
            about.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(about, content)
    return file


def laid_out(folder: Path, members: Mapping[str, str | bytes], manifest: str = MANIFEST) -> Path:
    """A pack as a folder."""
    for name, content in {"pack.yaml": manifest, **members}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def lessons(*names: str, said: str = "Breathe as you like.") -> dict[str, str | bytes]:
    """A course of a practice a day, by the names of its days."""
    days = "".join(
        f"  - id: {name}\n    day: {day}\n    title: {name}\n    steps:\n      - practise: mine-{name}\n"
        for day, name in enumerate(names, start=1)
    )
    head = f"id: path\ntitle: A path\nsummary: A few days.\nfor: Anyone.\nminutes: 10\ndays: {len(names)}\nsessions:\n"
    scripts = {f"scripts/{name}.md": script(f"mine-{name}", said) for name in names}
    return {"courses/path/course.yaml": head + days, **scripts}
