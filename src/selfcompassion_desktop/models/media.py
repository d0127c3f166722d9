"""Brings the player and the system's media keys together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from ..core.ports.clock import Clock
from ..core.ports.media import Media, OnDesk, Press, SetVolume, Wish
from ..core.sitting import MoveBy, MoveTo
from .player import PlayerModel, Purpose
from .settings import SettingsModel


class MediaNews(QObject):
    """Brings what is wished elsewhere onto the interface's thread.

    Signals:
        wished: `core.ports.media.Wish`.
    """

    wished = Signal(object)


class MediaModel(QObject):
    """Shows a practice while it is on the desk, and does what is wished. Nobody is told of breaks.

    Signals:
        raise_wanted: nothing; the window is to come to the front.
    """

    raise_wanted = Signal()

    def __init__(
        self,
        player: PlayerModel,
        settings: SettingsModel,
        media: Media,
        news: MediaNews,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._settings = settings
        self._media = media
        self._news = news  # held: a signal without its object would fall on the other thread's feet
        self._clock = clock
        self._shown = False
        news.wished.connect(self._on_wished)
        for fact in (player.playing_changed, player.cue_entered, player.moved, settings.changed):
            fact.connect(self._show)

    def close(self) -> None:
        """Nothing is shown any more, for good."""
        self._media.close()

    @Slot()
    def _show(self) -> None:
        session = self._player.session
        if session is None or session.purpose is not Purpose.PRACTICE:
            if self._shown:
                self._shown = False
                self._media.clear()
            return
        timeline, cue = session.timeline, self._player.current_cue()
        self._shown = True
        self._media.show(
            OnDesk(
                timeline.practice.id,
                timeline.practice.title,
                timeline.length,
                self._player.playing,
                self._player.position,
                self._clock.monotonic(),
                self._settings.current.volume_voice,
                cue is not None and cue.section + 1 < len(timeline.sections),
            )
        )

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        player = self._player
        if player.session is None or player.session.purpose is not Purpose.PRACTICE:
            return  # it ended while the wish was under way
        match wish:
            case MoveTo(position):
                player.move_to(position)
            case MoveBy(distance):
                player.move_to(player.position + distance)
            case SetVolume(level):
                self._settings.change(volume_voice=level)
            case Press.PLAY:
                player.resume()
            case Press.PAUSE:
                player.pause()
            case Press.TOGGLE:
                player.toggle()
            case Press.STOP:
                player.stop()
            case Press.NEXT | Press.PREVIOUS:
                self._to_section(1 if wish is Press.NEXT else -1)
            case Press.RAISE:
                self.raise_wanted.emit()

    def _to_section(self, step: int) -> None:
        cue = self._player.current_cue()
        if cue is not None:
            self._player.move_to_section(max(0, cue.section + step))
