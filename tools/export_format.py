#!/usr/bin/env python3
"""Write what `docs/` says of our own export format, from the types that it is made from: run it in the environment.

The schema is whole; of the page, the tables between the marks are replaced.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "docs" / "journal-export.schema.json"
PAGE = ROOT / "docs" / "export-format.md"
BEGIN, END = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"


def pages() -> dict[Path, str]:
    """Each file with what is to stand in it."""
    sys.path.insert(0, str(ROOT / "src"))
    from selfcompassion_desktop.core.portable import schema
    from selfcompassion_desktop.core.takeout import SECTIONS

    found = schema()
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    definitions: Any = found["$defs"]
    tables = "\n".join(_table(name, definitions[kind.__name__]) for name, kind in SECTIONS.items())
    return {
        SCHEMA: json.dumps(found, indent=2, ensure_ascii=False) + "\n",
        PAGE: f"{before}{BEGIN}{tables}{END}{after}",
    }


def _table(name: str, definition: Mapping[str, Any]) -> str:
    rows = [f"### {name}\n", f"{definition['description']}\n", "| field | what | |", "|---|---|---|"]
    for field, how in definition["properties"].items():
        must = "always" if field in definition["required"] else ""
        rows.append(f"| `{field}` | {_kind(how)}: {how['description']} | {must} |")
    return "\n".join(rows) + "\n"


def _kind(how: Mapping[str, Any]) -> str:
    if "anyOf" in how:
        return _kind(how["anyOf"][0])
    if how.get("contentEncoding"):
        return "base64"
    if how.get("format") == "date":
        return "day"
    if "pattern" in how:
        return "instant" if how["pattern"].endswith("Z$") else "wall time"
    kind = str(how["type"])
    return {"array": "texts", "string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind, kind)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
