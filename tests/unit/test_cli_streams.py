"""Any terminal's letters."""

from __future__ import annotations

import io
import sys

import pytest

from selfcompassion_desktop.cli import streams


def written(encoding: str, text: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, newline=""))
    streams.make_tolerant()
    print(text, end="")
    sys.stdout.flush()
    return raw.getvalue()


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("utf-8", "“Here…” · 慈悲", "“Here…” · 慈悲".encode()),
        ("latin-1", "“Here…” – café", '"Here..." - café'.encode("latin-1")),
        ("ascii", "it’s 慈悲 🫶", b"it's ?? ?"),
        ("cp437", "– ✓", b"- +"),
        ("utf-8", "half \ud83d a pair", b"half ? a pair"),
    ],
)
def test_what_a_terminal_does_not_have_is_said_as_near_as_it_can(
    encoding: str, text: str, shown: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(encoding, text, monkeypatch) == shown


def test_nothing_in_a_text_is_obeyed_by_a_terminal() -> None:
    assert streams.visible("a\tb\r\nc\rd\x1b[2J\x07\x9b1m日") == "a\tb\r\nc\ufffdd\ufffd[2J\ufffd\ufffd1m日"


@pytest.mark.parametrize(("encoding", "any_letter"), [("utf-8", True), ("latin-1", False), ("ascii", False)])
def test_which_output_holds_any_letter(encoding: str, any_letter: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert streams.any_letter() is any_letter
