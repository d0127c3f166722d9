"""Pictures brought to the page: chosen, dropped or pasted, and looked at."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from ...core.errors import Trouble
from ...core.pictures import Named
from ...models.pictures import PicturesModel
from ..shrinker import to_png
from .journal_paper import Paper, picture_files
from .journal_picture import PictureView


class PagePictures(QObject):
    """Goes between the paper and the pictures' model.

    Signals:
        said: a sentence; a picture could not be kept.
    """

    said = Signal(str)

    def __init__(self, paper: Paper, pictures: PicturesModel) -> None:
        super().__init__(paper)
        self._paper = paper
        self._pictures = pictures
        self._view: PictureView | None = None
        paper.brought.connect(self._take)
        paper.looked_at.connect(self.look_at)
        pictures.trouble.connect(self._tell)

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.gif *.webp)")
        files, _ = QFileDialog.getOpenFileNames(self._paper.window(), self.tr("Add a picture"), "", kinds)
        self.add_files(files)
        self._paper.setFocus()

    def add_files(self, files: list[str]) -> None:
        """Keep pictures of files, and name each at the caret."""
        for file in files:
            self._pictures.add_file(file, self._paper.put_picture)

    @Slot(object)
    def look_at(self, named: Named) -> None:
        """Show a picture as large as the window."""
        window = self._paper.window()
        if self._view is None or self._view.parentWidget() is not window:
            self._view = PictureView(self._pictures, window)
        self._view.look_at(named, self._paper)

    @Slot(object)
    def _take(self, source: QMimeData) -> None:
        if files := picture_files(source):
            self.add_files(files)
            return
        image = QImage(source.imageData())
        self._pictures.add(self.tr("picture") + ".png", lambda: to_png(image), self._paper.put_picture)

    @Slot(object)
    def _tell(self, trouble: Trouble) -> None:
        self.said.emit(trouble.sentence)
