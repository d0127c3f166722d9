"""The recovery code: what opens the store when its passphrase is forgotten, made to be written on paper.

Six groups of five signs, out of 31 that are not taken for one another: no 0, O, 1, I, L. The last sign of a group
is worked out from the four before it and from the group's place, so a slip is found in its group, and so are two
signs or two groups that changed places. 24 signs by chance are 118 bits.
"""

from __future__ import annotations

import unicodedata

from ..core.errors import WrongPassphrase

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS = 6
_SIZE = 5
_WEIGHTS = (2, 3, 4, 5)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_UNUSED = "01OIL"


def make() -> str:
    """A new code, in groups."""
    import secrets  # late: it costs a start ten milliseconds

    groups = ["".join(secrets.choice(SIGNS) for _ in _WEIGHTS) for _ in range(GROUPS)]
    return "-".join(group + _check(group, place) for place, group in enumerate(groups))


def read(typed: str) -> str:
    """The code as it was made, from what a person typed: in any case, with any spaces, dashes or none.

    Raises:
        WrongPassphrase: with the place of the slip.
    """
    signs = [sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum()]
    if odd := next((sign for sign in signs if sign not in SIGNS), None):
        known = " It has no 0, O, 1, I or L." if odd in _UNUSED else ""
        raise WrongPassphrase(f"There is no “{odd}” in a recovery code.{known} The journal itself is well.")
    if len(signs) != GROUPS * _SIZE:
        raise WrongPassphrase(
            f"A recovery code has {GROUPS * _SIZE} letters and numbers, and this has {len(signs)}. "
            "The journal itself is well."
        )
    groups = ["".join(signs[at : at + _SIZE]) for at in range(0, len(signs), _SIZE)]
    for place, group in enumerate(groups):
        if _check(group[:-1], place) != group[-1]:
            raise WrongPassphrase(
                f"There is a slip in the {_ORDINALS[place]} group of the recovery code, “{group}”. "
                "The journal itself is well."
            )
    return "-".join(groups)


def _check(group: str, place: int) -> str:
    total = sum(weight * SIGNS.index(sign) for weight, sign in zip(_WEIGHTS, group, strict=True))
    return SIGNS[(total + 7 * (place + 1)) % len(SIGNS)]
