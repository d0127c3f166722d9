"""Whatever bytes a file holds: its pieces, what was refused, or one plain sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from foreign_files import pieces
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.interchange import Practised, Record

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = (
    "title", "body", "date", "time", "tags", "starred", "uuid", "creationDate", "timeZone", "text", "photos",
    "date_journal",
    "timezone", "type", "id",
)  # fmt: skip
ENTRY = st.fixed_dictionaries(
    {
        "date": st.just("2020-03-29"),
        "title": st.text(),
        "body": st.text(),
        "creationDate": st.just("2020-03-29T02:30Z"),
    },
    optional={name: JSON for name in FIELDS if name not in {"date", "title", "body", "creationDate"}},
)


def holds(name: str, content: bytes) -> None:
    """Reads it, and sees that a journal could hold what is read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(content)
        try:
            found = pieces(Path(folder, name))
        except Trouble as trouble:
            assert name in trouble.sentence  # noqa: PT017 -- either end is well
            return
    kept = [piece for piece in found if isinstance(piece, Record | Practised)]
    assert len({piece.key for piece in kept}) == len(kept)
    for piece in kept:
        json.dumps(piece.extra, allow_nan=False, ensure_ascii=False).encode()
        if isinstance(piece, Record):
            piece.body.encode()
            assert piece.body.strip()
            assert "\0" not in piece.body
            assert "\r" not in piece.body


# case IM14
@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.md", "2019-02.txt", "x.csv", "x.json", "x.zip", "x.jex"]))
def test_any_bytes(content: bytes, name: str) -> None:
    holds(name, content)


@given(st.lists(ENTRY | JSON, max_size=4))
def test_any_json(entries: list[object]) -> None:
    first = {"date": "2020-03-29", "title": "T", "body": "B", "creationDate": "2020-03-29T02:30Z"}
    holds("x.json", json.dumps({"entries": [first, *entries]}).encode())


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_text_stays_what_it_is(text: str, encoding: str) -> None:
    """Line ends become line feeds, and NUL and empty lines at its end go; nothing else changes."""
    written = f"A{text}".replace("![", "!")  # pictures that are not there have a test of their own
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "2021-05-01.md")
        file.write_bytes(written.encode(encoding))
        [record] = pieces(file)
    assert isinstance(record, Record)
    assert record.body == written.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
