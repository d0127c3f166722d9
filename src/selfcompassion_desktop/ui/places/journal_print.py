"""The page on the desk, on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ...core.errors import Trouble
from ...core.ports.press import Printed
from ...models.bundle import Models
from ..press import MARGINS, print_entries

Ask = Callable[[QWidget], QPrinter | None]
"""Asks which printer, over a window; None where the person would rather not print."""


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The system's own dialog; a file is among its printers."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_page(models: Models, parent: QWidget, ask: Ask = ask_printer) -> None:
    """Print what lies on the desk, once it is kept; that nothing is written there is told."""

    def on_kept() -> None:
        journal = models.journal
        if journal.entry is None or not journal.text.strip():
            raise Trouble("There is nothing on this page yet, so nothing was printed.")
        models.taking_out.to_print(journal.entry, journal.text, on_ready)

    def on_ready(page: Printed) -> None:
        if (printer := ask(parent)) is not None:
            send(page, printer)

    models.journal.save()
    models.tasks.run(lambda: None, lambda _: on_kept())


def send(page: Printed, printer: QPrinter) -> int:
    """Print a page; returns how many sheets.

    Raises:
        Trouble: when the printer does not take it.
    """
    # Print queues and their logs show this name: it never says what is on the page.
    printer.setDocName(QCoreApplication.translate("journal", "A page"))
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    try:
        return print_entries(printer, [page])
    except OSError:
        raise Trouble("The printer did not take the page; look whether it is on, or choose another.") from None
