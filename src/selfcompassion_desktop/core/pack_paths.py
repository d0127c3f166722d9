"""Where a file of a pack may lie: one rule for every system, whichever of them the pack is opened on."""

from __future__ import annotations

import re
import unicodedata

from .file_names import is_reserved, same_name

MANIFEST, SIGNATURE = "pack.yaml", "pack.sig"
LONGEST = 240
"""Characters of a whole path; Windows takes some more with the data folder before it."""
LONGEST_PART = 200
"""Bytes of one name in UTF-8; file systems take 255."""

_DRIVE = re.compile(r"[A-Za-z]:")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_CLUTTER = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("manifest", r"pack\.yaml"),
        ("signature", r"pack\.sig"),
        ("about", r"[^/]+\.(?:md|txt)"),
        ("script", r"scripts/[^/]+\.md"),
        ("exercise", r"exercises/[^/]+\.md"),
        ("measure", r"measures/[^/]+\.yaml"),
        ("course", r"courses/[^/]+/course\.yaml"),
        ("reading", r"courses/[^/]+/[^/]+\.md"),
        ("page", r"pages/(?:help|prompts)\.yaml"),
        ("sound", r"audio/.+\.ogg"),
        ("index", r"audio/.+\.json"),
        ("voice", r"audio/voice/[^/]+/voice\.yaml"),
        ("about", r"audio/.+\.(?:md|txt)"),
    )
)


def kind_of(path: str) -> str:
    """What a file is by where it lies; empty where this version reads nothing of the kind."""
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(path)), "")


def is_clutter(path: str) -> bool:
    """Whether a system left this file there, and nobody made it."""
    parts = path.split("/")
    return parts[0] == "__MACOSX" or parts[-1].casefold() in _CLUTTER or parts[-1].startswith("._")


def tidy(path: str) -> str:
    """A path as packs write it: accents in one piece, however the system that packed it writes them."""
    return unicodedata.normalize("NFC", path)


def twin_key(path: str) -> str:
    """The same for two paths that some system takes for one."""
    return "/".join(same_name(part) for part in path.split("/"))


def shown(path: str) -> str:
    """A path for a person to read: what cannot be seen is spelled out, and it is cut to a length."""
    spelled = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in path[:120])
    return f"{spelled}…" if len(path) > 120 else spelled


def path_fault(path: str) -> str:
    """Why a file may not have this path, as half a sentence; empty where it may."""
    if not path:
        return "a file without a name"
    if any(unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co") for c in path):
        return "an invisible character stands in its name"
    if _DRIVE.match(path):
        return "its name begins with a drive; a pack's files lie within it"
    if "\\" in path:
        return "a backslash stands in its name; folders are parted by “/”"
    if path.startswith("/"):
        return "its name leads out of the pack; a pack's files lie within it"
    if len(path) > LONGEST:
        return f"its name is longer than {LONGEST} letters"
    return next((why for part in path.split("/") if (why := _part_fault(part))), "")


def _part_fault(part: str) -> str:
    if part == "..":
        return "its name leads out of the pack; a pack's files lie within it"
    if part in ("", "."):
        return "its name has an empty part or a single dot; folders and files have names"
    if found := _FORBIDDEN.search(part):
        return f"“{found[0]}” stands in its name, which Windows does not take"
    if part != part.strip(" ") or part.endswith("."):
        return "a part of its name begins with a space or ends with a dot or a space, which Windows does not keep"
    if is_reserved(part):
        return f"“{part[:20]}” is the name of a device on Windows; give it another"
    if len(part.encode()) > LONGEST_PART:
        return f"a part of its name is longer than {LONGEST_PART} bytes"
    return ""
