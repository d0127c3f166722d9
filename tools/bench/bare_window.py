"""The empty Qt window that the program is measured against: says `painted` at its first picture, and
ends; with `--stay` it goes on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # As in the program: the picture has reached the screen when the event loop turns again.
        QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        print("painted", flush=True)
        if "--stay" not in sys.argv:
            QApplication.quit()


def main() -> int:
    """Show it."""
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(900, 600)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
