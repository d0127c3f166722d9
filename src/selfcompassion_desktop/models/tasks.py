"""The one door to threads.

Work runs one piece after another on a single thread, so that saves keep their order; results always come
back on the interface's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from ..core.errors import StoreShut, Trouble

T = TypeVar("T")


class Tasks(QObject):
    """Runs work aside.

    Signals:
        _returned: a closure to run on the interface's thread.
    """

    _returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._shelf: list[Callable[[], None]] = []
        self._returned.connect(self._run_back)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
        *,
        broken: Callable[[], None] | None = None,
        shelve: bool = False,
    ) -> None:
        """Do `work` aside, then `done` with its result here.

        Known trouble goes to `failed`; trouble that nobody takes, and any mistake of ours, is raised here,
        where the one hook for such things sees it. That the store is locked is no news where nobody takes it.

        Args:
            work: what to do.
            done: what to do with its result.
            failed: whom to tell of trouble.
            broken: what to put right here, before a mistake of ours is raised.
            shelve: whether work that meets a locked store is done after all once it is open.
        """

        def perform() -> None:
            try:
                result = work()
            except StoreShut as trouble:
                if shelve:
                    again = partial(self.run, work, done, failed, broken=broken, shelve=True)
                    self._returned.emit(lambda: self._shelf.append(again))
                elif failed is not None:
                    self._returned.emit(lambda caught=trouble: failed(caught))
            except Trouble as trouble:
                self._returned.emit(lambda caught=trouble: _deliver_trouble(caught, failed))
            except BaseException as mistake:  # noqa: BLE001 - carried over whole, and raised on the interface's thread
                self._returned.emit(lambda caught=mistake: _raise(caught, broken))
            else:
                if done is not None:
                    self._returned.emit(lambda: done(result))

        # Not `QRunnable.create`: its Python object outlives the C++ one, and is then taken for whatever comes
        # to lie at the same address.
        self._pool.start(perform)

    def tell(self, closure: Callable[[], None]) -> None:
        """From within work: run `closure` on the interface's thread, in its turn.

        A signal that is sent from aside would call whoever listens there, aside.
        """
        self._returned.emit(closure)

    def resume(self) -> None:
        """The store is open again: do what was shelved, in its order."""
        shelf, self._shelf = self._shelf, []
        for work in shelf:
            work()

    def finish(self, milliseconds: int = 10_000) -> bool:
        """Wait until everything begun is done; False where it was not in time."""
        return self._pool.waitForDone(milliseconds)

    @Slot(object)
    def _run_back(self, closure: Callable[[], None]) -> None:
        closure()


def _deliver_trouble(trouble: Trouble, failed: Callable[[Trouble], None] | None) -> None:
    if failed is None:
        raise trouble
    failed(trouble)


def _raise(mistake: BaseException, broken: Callable[[], None] | None) -> None:
    if broken is not None:
        broken()
    raise mistake
