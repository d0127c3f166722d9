"""Tables that a spreadsheet opens without running any of it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.tables import plain, row, safe


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=x", "\r=x", "=cmd|' /C calc'!A0", "'=1", "''@"])
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(text: str) -> None:
    # case SE01
    assert safe(text) == f"'{text}"
    assert plain(safe(text)) == text
    (read,) = next(csv.reader(io.StringIO(row([text]), newline="")))
    assert read[0] == "'"


def test_other_texts_and_numbers_stay_as_they_are() -> None:
    # case SE01
    assert row(["It's", "'quoted'", "a=b", "", -1, -0.5, 3, 2.0, None, True, False]) == (
        "It's,'quoted',a=b,,-1,-0.5,3,2,,1,0\r\n"
    )
    assert plain("'quoted'") == "'quoted'"
    assert row(['say "no"', "a,b", "a\nb"]) == '"say ""no""","a,b","a\nb"\r\n'


@given(st.lists(st.text() | st.text(alphabet="'=+-@\t\r\n\",a"), min_size=1, max_size=5))
def test_every_text_comes_back_to_the_character(texts: list[str]) -> None:
    # case SE01
    read = next(csv.reader(io.StringIO(row(["first", *texts]), newline="")))
    assert [plain(cell) for cell in read] == ["first", *texts]
    assert not any(cell[:1] and cell[0] in "=+-@\t\r" for cell in read)
