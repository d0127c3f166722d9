"""Words that more than one place uses: lengths, days, needs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from ..core.days import PartOfDay


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def minutes(length: float) -> str:
    """A length in minutes, in words: `1 minute`, `7½ minutes`."""
    whole, half = divmod(round(length * 2), 2)
    if half:
        return _tr("{n}½ minutes").format(n=whole) if whole else _tr("half a minute")
    return _tr("1 minute") if whole == 1 else _tr("{n} minutes").format(n=whole)


def minutes_short(length: float) -> str:
    """The same where room is scarce: `7½ min`."""
    whole, half = divmod(round(length * 2), 2)
    return _tr("{n} min").format(n=f"{whole or ''}½" if half else whole)


def samples_in_minutes(length: int) -> float:
    """Samples at 48 kHz as minutes."""
    from ..core.timeline import RATE  # the first picture needs words, and no timeline

    return length / RATE / 60


def minutes_in_samples(length: float) -> int:
    """Minutes as samples at 48 kHz."""
    from ..core.timeline import samples

    return samples(length)


def clock(seconds: float) -> str:
    """Seconds as `6:28`; never below `0:00`."""
    whole = max(0, int(seconds + 0.999))
    return f"{whole // 60}:{whole % 60:02d}"


def hand(place: str) -> str:
    """Where a hand may rest, as an offer; empty where nothing was chosen."""
    return {
        "heart": _tr("A hand on your heart, if you like."),
        "cheek": _tr("A hand on your cheek, if you like."),
        "belly": _tr("A hand on your belly, if you like."),
        "arms": _tr("Your arms around yourself, if you like."),
        "hands": _tr("One hand in the other, if you like."),
    }.get(place, "")


def needs() -> list[tuple[str, str]]:
    """The needs one can choose on Today: the script's word, and how a person says it."""
    return [
        ("in pain", _tr("I am in pain")),
        ("hard on myself", _tr("I am hard on myself")),
        ("caring for someone", _tr("I am caring for someone")),
        ("can't settle", _tr("I can’t settle")),
        ("shut down", _tr("I feel shut down")),
        ("resting", _tr("I want to rest")),
    ]


def need_tags() -> list[tuple[str, str]]:
    """The same needs as they label a practice."""
    return [
        ("in pain", _tr("in pain")),
        ("hard on myself", _tr("hard on myself")),
        ("caring for someone", _tr("caring for someone")),
        ("can't settle", _tr("can’t settle")),
        ("shut down", _tr("shut down")),
        ("resting", _tr("resting")),
    ]


def small_needs() -> list[tuple[str, str]]:
    """What one may need after a break."""
    from ..core.needs import SMALL  # not before the first picture

    return [(need, _tr(said)) for need, said in SMALL.items()]


def difficulties() -> dict[int, str]:
    """What a practice works with, from the easiest on; the writer's own order of difficulty."""
    return {
        1: _tr("small things of any day"),
        2: _tr("touch and the ground"),
        3: _tr("breath and kind phrases"),
        4: _tr("feelings and the inner critic"),
        5: _tr("others, and forgiving"),
    }


def postures() -> list[tuple[str, str]]:
    """How one may be while practising."""
    return [
        ("sitting", _tr("sitting")),
        ("lying", _tr("lying")),
        ("standing", _tr("standing")),
        ("walking", _tr("walking")),
        ("any", _tr("any way that suits you")),
    ]


def ratings() -> dict[str, str]:
    """What is rated before and after, as a question."""
    return {
        "pain": _tr("How much does it hurt?"),
        "hard on myself": _tr("How hard are you on yourself?"),
        "overwhelmed": _tr("How overwhelmed do you feel?"),
        "tense": _tr("How tense do you feel?"),
    }


def soundscapes() -> list[tuple[str, str]]:
    """What can sound behind a practice: its name in the settings, and what a person calls it."""
    return [
        ("", _tr("Nothing")),
        ("rain", _tr("Soft rain")),
        ("sea", _tr("The sea")),
        ("stream", _tr("A stream")),
        ("fire", _tr("A fire")),
        ("brown-noise", _tr("Brown noise")),
    ]


def bells() -> list[tuple[str, str]]:
    """The bells: their names in the settings, and what a person calls them."""
    return [("bowl", _tr("A bowl")), ("deep-bowl", _tr("A deep bowl")), ("chime", _tr("A chime"))]


def greeting(part: PartOfDay, now: datetime) -> str:
    """`Wednesday evening`."""
    weekday = QLocale().standaloneDayName(now.isoweekday())
    return {
        PartOfDay.NIGHT: _tr("{day}, in the night"),
        PartOfDay.MORNING: _tr("{day} morning"),
        PartOfDay.AFTERNOON: _tr("{day} afternoon"),
        PartOfDay.EVENING: _tr("{day} evening"),
    }[part].format(day=weekday)
