"""The one door to threads: in order, back on the interface's thread, nothing left behind."""

from __future__ import annotations

import gc
import threading
from functools import partial

import pytest
from PySide6.QtCore import QRunnable
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.core.errors import StoreShut, Trouble
from selfcompassion_desktop.models.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


def test_work_is_done_aside_in_order_and_results_come_back_here(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    here: list[bool] = []
    aside: list[bool] = []
    main = threading.get_ident()

    def work(number: int) -> int:
        aside.append(threading.get_ident() != main)
        return number

    def done(number: int) -> None:
        here.append(threading.get_ident() == main)
        order.append(number)

    for number in range(50):
        tasks.run(partial(work, number), done)
    qtbot.waitUntil(lambda: len(order) == 50)

    assert order == list(range(50))
    assert all(here)
    assert all(aside)


def test_trouble_goes_to_whoever_takes_it(tasks: Tasks, qtbot: QtBot) -> None:
    def work() -> None:
        raise Trouble("The disk is full.")

    told: list[str] = []
    tasks.run(work, failed=lambda trouble: told.append(trouble.sentence))
    qtbot.waitUntil(lambda: bool(told))

    assert told == ["The disk is full."]


def test_what_nobody_takes_is_raised_on_the_interfaces_thread(tasks: Tasks, qtbot: QtBot) -> None:
    def trouble() -> None:
        raise Trouble("Nobody asked.")

    def mistake() -> None:
        raise KeyError("ours")

    with capture_exceptions() as raised:
        tasks.run(trouble)
        tasks.run(mistake)
        qtbot.waitUntil(lambda: len(raised) == 2)

    assert [kind for kind, *_ in raised] == [Trouble, KeyError]


def test_before_a_mistake_is_raised_what_waited_for_it_is_put_right(tasks: Tasks, qtbot: QtBot) -> None:
    def mistake() -> None:
        raise KeyError("ours")

    right: list[int] = []
    with capture_exceptions() as raised:
        tasks.run(mistake, broken=lambda: right.append(len(raised)))
        qtbot.waitUntil(lambda: bool(raised))

    assert right == [0]


def test_finishing_waits_for_what_was_begun(tasks: Tasks) -> None:
    written: list[int] = []
    for number in range(20):
        tasks.run(partial(written.append, number))

    assert tasks.finish()
    assert written == list(range(20))


def test_no_object_outlives_its_work(tasks: Tasks) -> None:
    """A runnable's Python half that stays is later taken for another object at the same address."""
    for _ in range(200):
        tasks.run(lambda: None)
    tasks.finish()

    assert not [thing for thing in gc.get_objects() if isinstance(thing, QRunnable)]


def test_work_that_meets_a_locked_store_waits_until_it_is_open(qtbot: QtBot) -> None:
    tasks, shut, done = Tasks(), [True], list[str]()

    def write(what: str) -> str:
        if shut:
            raise StoreShut("The journal is locked.")
        return what

    for what in ("first", "second"):
        tasks.run(lambda what=what: write(what), done.append, shelve=True)  # type: ignore[misc]
    tasks.run(lambda: write("forgotten"), done.append)  # nobody takes its trouble: the lock is seen anyway
    finish(tasks, qtbot)
    assert done == []

    shut.clear()
    tasks.resume()
    finish(tasks, qtbot)
    tasks.resume()
    finish(tasks, qtbot)

    assert done == ["first", "second"]


def finish(tasks: Tasks, qtbot: QtBot) -> None:
    reached: list[None] = []
    tasks.run(lambda: None, reached.append)
    qtbot.waitUntil(lambda: bool(reached))
