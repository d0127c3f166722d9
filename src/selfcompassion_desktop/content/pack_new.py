"""A pack to begin with: what every pack says of itself, and one script that can be read aloud as it is."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import Path

from ..core.errors import Faulty, Trouble
from ..core.pack import Manifest, parse, write
from ..core.pack_paths import MANIFEST

_README = """\
# {title}

- `pack.yaml` says what this pack is, who made it, and under which licence.
- `scripts` holds a practice in each file. Edit the one that is there, or add more beside it.
- `exercises`, `measures` and `courses` may stand beside it; make the folders when you want them.

`selfcompassion pack check` says what is not right yet, with the file and the line; `selfcompassion pack build` makes
one file of it that can be passed on.
"""

_SCRIPT = """\
---
id: {id}
title: A first practice
summary: A few quiet breaths, in your own words once you have changed them.
needs: [can't settle]
posture: [any]
shortest: 2
longest: 6
language: {language}
---

# Arriving

(bell)

Let whatever holds you hold you, and let your eyes rest where they like.

(pause 4-20)

Notice one breath as it comes, and as it goes.

(pause 8-60)

# Staying

If it is pleasant, lay a hand where it does you good.

(pause 8-60)

What would you say to a good friend who felt as you do now?

(pause 12-90)

Perhaps a little of that may be for you as well.

(pause 12-90)

# Ending

Take the time you need, and come back to the room.

(pause 4-30)

(bell)
"""


def new_pack(
    folder: Path, title: str, authors: tuple[str, ...], licence: str, language: str, pack_id: str = ""
) -> Manifest:
    """Begin a pack in a folder that is empty or not there yet.

    Args:
        pack_id: by which it is known for good; made from the title where none is given.

    Raises:
        Faulty: when something that was given cannot stand in a pack.
        Trouble: when the folder has something in it, or cannot be written.
    """
    made = pack_id or id_from(title)
    manifest = Manifest(made, title, "1.0.0", authors, licence, (language,))
    try:
        manifest = parse(write(manifest), MANIFEST)
    except Faulty as trouble:
        raise Trouble("; ".join(fault.message for fault in trouble.faults) + ".") from None
    script = f"{manifest.id[:60].rstrip('-')}-first-practice"
    texts = {
        MANIFEST: write(manifest),
        "README.md": _README.format(title=manifest.title),
        f"scripts/{script}.md": _SCRIPT.format(id=script, language=language),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Trouble(f"“{folder}” has something in it already; choose a new folder for the pack.")
        for name, text in texts.items():
            file = folder / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = (error.strerror or "it may not be written to").lower()
        raise Trouble(f"“{folder}” cannot be written ({why}); choose another place.") from error
    return manifest


def id_from(title: str) -> str:
    """An id made from a title; where it has no letters from a to z, one that only this title gives."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")
    return words or f"pack-{sha256(title.encode()).hexdigest()[:8]}"
