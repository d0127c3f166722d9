"""A practice's words on a page: all of them, escaped, and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.readable import as_lines, as_page, parts, silence_in_words
from synthetic_clips import ToneClips, timeline

FITTED = timeline(ToneClips(), 4, 1.5)


class Read(HTMLParser):
    """The texts of a page, as a browser would show them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_every_line_is_on_the_page_in_its_order() -> None:
    texts = Read(as_page(FITTED)).texts
    said = [cue.text for cue in FITTED.lines]
    assert [text for text in texts if text in said] == said
    assert [line for line in as_lines(FITTED) if line in said] == said


def test_nothing_is_fetched_from_anywhere() -> None:
    page = as_page(FITTED)
    assert not re.search(r"https?:|src=|@import|url\(|<script", page)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_are_shown_and_never_obeyed(title: str, mind: str) -> None:
    practice = replace(FITTED.practice, title=f"<script>{title}", mind=f"{mind}</p><b>")
    read = Read(as_page(replace(FITTED, practice=practice)))
    assert "script" not in read.tags
    assert "b" not in read.tags


def test_long_silences_are_told_and_short_ones_are_not() -> None:
    silences = [part.silence for _, found in parts(FITTED) for part in found if part.silence]
    assert all(seconds >= 15 for seconds in silences)
    told = [silence_in_words(seconds) for seconds in (16, 30, 60, 125)]
    assert told == [
        "A few breaths of silence.",
        "Half a minute of silence.",
        "A minute of silence.",
        "2 minutes of silence.",
    ]
