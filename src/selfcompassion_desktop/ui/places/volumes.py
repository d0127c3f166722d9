"""Volumes of voice and bell, each by itself, heard at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...models.bundle import Models
from ..widgets.card import Card
from ..widgets.slider import VolumeSlider


class VolumesPopup(QFrame):
    """A small card over the player; a press beside it or Esc closes it."""

    def __init__(self, models: Models, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Volumes"))
        self._models = models
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(self)
        outer.addWidget(card)
        settings = models.settings.current
        for name, key, level in (
            (self.tr("Voice"), "volume_voice", settings.volume_voice),
            (self.tr("Bell"), "volume_bell", settings.volume_bell),
        ):
            slider = VolumeSlider(name, card)
            slider.set_volume(round(level * 100))
            slider.changed.connect(lambda volume, key=key: models.settings.change(**{key: volume / 100}))
            card.body.addWidget(slider)
        self.setMinimumWidth(280)

    def show_above(self, anchor: QWidget) -> None:
        """Appear above a button, its right edge in line with it."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width(), -8))
        self.move(corner.x() - self.width(), corner.y() - self.height())
        self.show()
        self.setFocus()
