"""A rise of three, or eight and more, is met with care."""

import pytest

from selfcompassion_desktop.core.care import asks_for_care


@pytest.mark.parametrize(
    ("before", "after", "care"),
    [
        (5, 8, True),
        (2, 5, True),
        (9, 8, True),
        (None, 8, True),
        (5, 7, False),
        (7, 3, False),
        (None, 7, False),
        (0, 2, False),
    ],
)
def test_when_care_is_offered(before: int | None, after: int, care: bool) -> None:
    assert asks_for_care(before, after) is care
