"""Volumes of voice, bell and soundscape, each by itself, heard at once; and which soundscape it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...models.bundle import Models
from ...models.player import Purpose
from .. import words
from ..look import look
from ..widgets.card import Card
from ..widgets.chips import ChipRow
from ..widgets.slider import VolumeSlider


class VolumesPopup(QFrame):
    """A small card over the player; a press beside it or Esc closes it."""

    def __init__(self, models: Models, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Volumes"))
        self._models = models
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(self)
        outer.addWidget(card)
        settings = models.settings.current
        self.sliders: list[VolumeSlider] = []
        for name, key, level in (
            (self.tr("Voice"), "volume_voice", settings.volume_voice),
            (self.tr("Bell"), "volume_bell", settings.volume_bell),
            (self.tr("Behind it"), "volume_soundscape", settings.volume_soundscape),
        ):
            slider = VolumeSlider(name, card)
            slider.set_volume(round(level * 100))
            slider.changed.connect(lambda volume, key=key: models.settings.change(**{key: volume / 100}))
            card.body.addWidget(slider)
            self.sliders.append(slider)
        if models.player.session and models.player.session.purpose is Purpose.PRACTICE:
            card.body.addWidget(self._build_soundscapes(card))
        self.setFixedWidth(look().px(344))

    def _build_soundscapes(self, card: QWidget) -> QWidget:
        """Another soundscape, or none: the one melts into the other while the practice goes on."""
        row = ChipRow(self.tr("Behind it"), card)
        row.set_choices(words.soundscapes())
        row.set_value(self._models.settings.current.soundscape)
        row.chosen.connect(lambda name: self._models.settings.change(soundscape=name))
        return row

    def show_above(self, anchor: QWidget) -> None:
        """Appear above a button, its right edge in line with it."""
        self.resize(self.width(), self._outer.totalHeightForWidth(self.width()))  # the chips wrap
        corner = anchor.mapToGlobal(QPoint(anchor.width(), -8))
        self.move(corner.x() - self.width(), corner.y() - self.height())
        self.show()
        # On the voice at once: a first press of a key changes something, and does not only find the way there.
        self.sliders[0].setFocus(Qt.FocusReason.PopupFocusReason)
