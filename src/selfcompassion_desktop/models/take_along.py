"""Taking a practice along: written to a sound file aside, or as a page to read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..core.errors import Trouble
from ..core.ports.sound_file import SoundFiles
from ..core.readable import as_page
from ..core.timeline import Timeline
from .settings import SettingsModel
from .tasks import Tasks

FORMATS = ("mp3", "ogg", "flac", "wav")
PAGE = "html"


def file_name(timeline: Timeline, ending: str) -> str:
    """A name that says what it is and that every system takes: `Loving-kindness, 12 minutes.mp3`."""
    title = "".join(letter for letter in timeline.practice.title if letter.isalnum() or letter in " -,’").strip()
    minutes = timeline.seconds / 60
    return f"{title or timeline.practice.id}, {minutes:.3g} {'minute' if minutes == 1 else 'minutes'}.{ending}"


class TakeAlongModel(QObject):
    """Writes one practice at a time; a long one keeps nothing else waiting.

    Signals:
        progressed: int; percent done.
        finished: str; the file that stands now.
        stopped: nothing; it was ended, and nothing is left of it.
        trouble: `Trouble`; it could not be written.
    """

    progressed = Signal(int)
    finished = Signal(str)
    stopped = Signal()
    trouble = Signal(object)

    def __init__(self, files: SoundFiles, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._settings = settings
        self._tasks = Tasks(self)  # its own: a save must not wait for twenty minutes of sound
        self._ended = False
        self.writing = False

    def begin(self, timeline: Timeline, file: str, with_soundscape: bool) -> None:
        """Write a practice to `file`, in the format that its ending names."""
        if self.writing:
            return
        self.writing, self._ended = True, False
        settings = self._settings.current
        soundscape = settings.soundscape if with_soundscape else ""
        percent = -1

        def progress(part: float) -> bool:
            nonlocal percent
            if int(part * 100) > percent:
                percent = int(part * 100)
                self._tasks.tell(partial(self.progressed.emit, percent))
            return not self._ended

        self._tasks.run(
            lambda: self._files.write(timeline, file, soundscape, settings.volume_soundscape, progress),
            lambda _: self._on_done(file),
            self._on_trouble,
            broken=self._on_broken,
        )

    def write_page(self, timeline: Timeline, file: str) -> None:
        """Write the practice's words as a page that stands alone."""
        self._tasks.run(
            lambda: _write_text(Path(file), as_page(timeline)), lambda _: self.finished.emit(file), self.trouble.emit
        )

    @Slot()
    def stop(self) -> None:
        """End what is being written; nothing is left of it."""
        self._ended = True

    def close(self) -> None:
        """End what is being written, and wait until nothing of it is left."""
        self._ended = True
        self._tasks.finish()

    def _on_done(self, file: str) -> None:
        self.writing = False
        self.finished.emit(file)

    def _on_broken(self) -> None:
        self.writing = False
        self.stopped.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self.writing = False
        if self._ended:
            self.stopped.emit()
        else:
            self.trouble.emit(trouble)


def _write_text(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        why = (error.strerror or "it may not be written to").lower()
        raise Trouble(f"“{file}” cannot be written ({why}); choose another place.") from None
