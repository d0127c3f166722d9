"""The recovery code: written on paper, typed in again, and told where it has a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.errors import WrongPassphrase
from selfcompassion_desktop.store.recovery_code import GROUPS, SIGNS, make, read

CODE = make()


def test_no_two_are_the_same_and_no_sign_is_taken_for_another() -> None:
    codes = {make() for _ in range(50)}

    assert len(codes) == 50
    assert not set("".join(codes)) & set("01OIL")
    assert {len(code.split("-")) for code in codes} == {GROUPS}


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " – "), f"\t{CODE}\r\n", "\n".join(CODE.split("-"))],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read(typed) == CODE


def test_full_width_letters_are_letters() -> None:
    assert read("".join(chr(ord(sign) + 0xFEE0) for sign in CODE)) == CODE


@given(st.integers(0, 29), st.sampled_from(SIGNS))
def test_a_wrong_sign_is_found_in_its_group(place: int, sign: str) -> None:
    signs = list(CODE.replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    ordinal = ("first", "second", "third", "fourth", "fifth", "sixth")[place // 5]

    with pytest.raises(WrongPassphrase, match=f"slip in the {ordinal} group"):
        read("".join(signs))


@given(st.integers(0, 28))
def test_two_signs_that_changed_places_are_found(place: int) -> None:
    signs = list(CODE.replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]

    with pytest.raises(WrongPassphrase, match="slip"):
        read("".join(signs))


def test_two_groups_that_changed_places_are_found() -> None:
    first, second, *rest = CODE.split("-")

    with pytest.raises(WrongPassphrase, match="first group"):
        read("-".join([second, first, *rest]))


def test_too_few_and_what_is_in_no_code_is_told() -> None:
    with pytest.raises(WrongPassphrase, match="30 letters and numbers, and this has 29"):
        read(CODE[:-1])
    with pytest.raises(WrongPassphrase, match="no 0, O, 1, I or L"):
        read(f"O{CODE[1:]}")
    with pytest.raises(WrongPassphrase, match="“Ä”"):
        read(f"ä{CODE[1:]}")
