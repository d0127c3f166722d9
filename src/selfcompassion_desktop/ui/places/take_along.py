"""Take it along: a practice as a sound file for another device, or its words on a page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.timeline import Timeline, in_minutes
from ...models.bundle import Models
from ...models.take_along import FORMATS, PAGE, file_name
from ..look import look
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.chips import ChipRow
from ..widgets.fields import Tick
from ..widgets.label import QuietLabel, TitleLabel
from ..widgets.notice import QuietNotice


class TakeAlong(QDialog):
    """One practice at one length, to be written somewhere.

    Args:
        models: of the window.
        timeline: what is taken along.
        parent: the window it stands over.
    """

    def __init__(self, models: Models, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._timeline = timeline
        self._file = ""
        self.setWindowTitle(self.tr("Take it along"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look().px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addWidget(TitleLabel(timeline.practice.title, self))
        told = self.tr("{minutes}, as a sound file for any player").format(minutes=in_minutes(timeline.seconds / 60))
        column.addWidget(QuietLabel(told, self))
        self.formats = ChipRow(self.tr("Kind of file"), self)
        self.formats.set_choices([(ending, ending.upper()) for ending in FORMATS])
        self.formats.set_value(FORMATS[0])
        column.addWidget(self.formats)
        self.soundscape = Tick(self.tr("With what sounds behind it"), self)
        self.soundscape.setVisible(bool(models.settings.current.soundscape))
        column.addWidget(self.soundscape)
        column.addLayout(self._build_buttons())
        self._build_progress(column)
        self.notice = QuietNotice(self)
        column.addWidget(self.notice)
        self.show_folder = TextButton(self.tr("Open the folder"), self)
        self.show_folder.clicked.connect(self._on_show_folder)
        self.show_folder.hide()
        column.addWidget(self.show_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._listen()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.save = PrimaryButton(self.tr("Save as …"), self)
        self.save.clicked.connect(self._on_save)
        self.page = QuietButton(self.tr("Its words, to read or print …"), self)
        self.page.clicked.connect(self._on_page)
        row.addWidget(self.save)
        row.addWidget(self.page)
        row.addStretch(1)
        return row

    def _build_progress(self, column: QVBoxLayout) -> None:
        self._progress = QWidget(self)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.bar = QProgressBar(self._progress)
        self.bar.setAccessibleName(self.tr("Written so far"))
        self.bar.setTextVisible(False)
        self.cancel = QuietButton(self.tr("Cancel"), self._progress)
        self.cancel.clicked.connect(self._models.take_along.stop)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self._progress.hide()
        column.addWidget(self._progress)

    def _listen(self) -> None:
        model = self._models.take_along
        model.progressed.connect(self.bar.setValue)
        model.finished.connect(self._on_finished)
        model.stopped.connect(self._on_stopped)
        model.trouble.connect(self._on_trouble)

    def begin(self, file: str) -> None:
        """Write the sound to `file`."""
        self._file = file
        self.notice.clear()
        self.show_folder.hide()
        self.bar.setValue(0)
        self._set_writing(True)
        self._models.take_along.begin(self._timeline, file, self.soundscape.isChecked())
        self.cancel.setFocus()

    def write_page(self, file: str) -> None:
        """Write the words to `file`."""
        self._file = file
        self.notice.clear()
        self._models.take_along.write_page(self._timeline, file)

    @Slot()
    def _on_save(self) -> None:
        if file := self._asked(self.formats.value):
            self.begin(file)

    @Slot()
    def _on_page(self) -> None:
        if file := self._asked(PAGE):
            self.write_page(file)

    def _asked(self, ending: str) -> str:
        """Where to, as the person says it; empty where they would rather not."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        if ending == PAGE or not Path(folder).is_dir():
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wished = str(Path(folder, file_name(self._timeline, ending)))
        kinds = f"{ending.upper()} (*.{ending})"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), wished, kinds)
        return file if not file or file.lower().endswith(f".{ending}") else f"{file}.{ending}"

    def _set_writing(self, writing: bool) -> None:
        self._progress.setVisible(writing)
        for widget in (self.save, self.page, self.formats, self.soundscape):
            widget.setEnabled(not writing)

    @Slot(str)
    def _on_finished(self, file: str) -> None:
        self._set_writing(False)
        self.notice.say(self.tr("It stands in “{file}”.").format(file=Path(file).name))
        self.show_folder.show()
        self.show_folder.setFocus()

    @Slot()
    def _on_stopped(self) -> None:
        self._set_writing(False)
        self.notice.say(self.tr("Cancelled. Nothing is left of it."))
        self.save.setFocus()

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        self._set_writing(False)
        self.notice.say(trouble.sentence)
        self.save.setFocus()

    @Slot()
    def _on_show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._file).parent)))

    def done(self, result: int) -> None:
        """However it is closed, closing it is cancelling it."""
        self._models.take_along.stop()
        super().done(result)
