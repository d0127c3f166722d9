"""Options that several commands take."""

from __future__ import annotations

import math
import re
from typing import Any

import click

from ..core.sounds import BELLS, SOUNDSCAPES
from .session import Session

NONE = "none"
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")


class Minutes(click.ParamType[float]):
    """A length in minutes: 5, 3.5 or 3:30."""

    name = "minutes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        if match := _CLOCK.fullmatch(text):
            return self._checked(int(match[1]) + int(match[2]) / 60, text)
        try:
            return self._checked(float(text.replace(",", ".", 1)), text)
        except ValueError:
            self.fail(f"“{text[:40]}” is not a number of minutes; 5, 3.5 or 3:30 would be right.")

    def _checked(self, minutes: float, text: str) -> float:
        if not math.isfinite(minutes) or minutes <= 0:
            self.fail(f"“{text[:40]}” is no length; a number of minutes greater than zero is.")
        return minutes


def _in_json(ctx: click.Context, _: click.Parameter, wished: bool) -> None:
    if wished:
        ctx.ensure_object(Session).as_json = True


json = click.option("--json", is_flag=True, expose_value=False, callback=_in_json, help="Answer in JSON.")
"""For those who write it at the end."""
LENGTH = "Its length: 5, 3.5 or 3:30."
minutes = click.option("--minutes", "-m", type=Minutes(), required=True, metavar="N", help=LENGTH)
voice = click.option("--voice", metavar="V", help="Whose voice guides; “practices” names the voices.")
soundscape = click.option(
    "--soundscape", type=click.Choice((NONE, *SOUNDSCAPES)), help="What sounds behind it; “none” for nothing."
)
bell = click.option("--bell", type=click.Choice(BELLS), help="Which bell rings.")
step = click.option("--step", metavar="COURSE/STEP", help="The step of a course that is done with it.")
silent = click.option("--silent", is_flag=True, help="In text alone, without sound.")
