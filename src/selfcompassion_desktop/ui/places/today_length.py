"""How long, as Today asks it: some minutes, or until a quarter of an hour on the clock on the wall."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ...core.until import quarters, seconds_until
from .. import words
from ..widgets.chips import ChipRow

if TYPE_CHECKING:
    from ...core.ports.clock import Clock

MINUTES = (3.0, 5.0, 10.0, 20.0)
USUAL = 5.0
NEAREST, FURTHEST = 4 * 60.0, 45 * 60.0
"""Seconds ahead that a moment may lie: less is no sitting, what is further on is better chosen on a practice’s page."""
MOMENTS = 2


class LengthRow(ChipRow):
    """One length is always chosen. The moments on offer follow the clock whenever somebody comes to look."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("How long"))
        self._clock = clock
        self._moments: tuple[datetime, ...] | None = None
        self.renew()
        self.set_value(f"{USUAL:g}")

    @property
    def minutes(self) -> float:
        """What there is time for, now."""
        if self.until is not None:
            return seconds_until(self._clock.now(), self.until) / 60
        return float(self.value or USUAL)

    @property
    def until(self) -> datetime | None:
        """The moment that was chosen; None where it was some minutes."""
        return next((moment for moment in self._moments or () if moment.isoformat() == self.value), None)

    def renew(self) -> None:
        """Offer the moments that lie ahead now. A chosen one that has come too near gives way to the usual length."""
        moments = quarters(self._clock.now(), NEAREST, FURTHEST, MOMENTS)
        if moments == self._moments:
            return
        self._moments = moments
        had = bool(self.value)
        said = self.tr("until {time}")
        choices = [(f"{m:g}", words.minutes_short(m)) for m in MINUTES]
        choices += [(moment.isoformat(), said.format(time=f"{moment:%H:%M}")) for moment in moments]
        self.set_choices(choices)
        if had and not self.value:
            self.set_value(f"{USUAL:g}")
            self.chosen.emit(self.value)

    def event(self, event: QEvent) -> bool:
        """Whoever comes back to the window finds no moment that has gone by."""
        if event.type() == QEvent.Type.WindowActivate:
            self.renew()
        return super().event(event)
