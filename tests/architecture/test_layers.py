"""What each package may import, where the contracts in pyproject.toml cannot say it."""

from __future__ import annotations

import ast
import sys

from .sources import MODULES, PACKAGE, Offences, imported, of, roots

TASKS = f"{PACKAGE}.models.tasks"
THREADS = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent", "QMutex", "QWaitCondition", "QProcess"}
UNSAFE_YAML = {"yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "yaml.Loader", "yaml.FullLoader"}
CLOCKS = {
    *(f"datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"time.{name}" for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "sleep")),
    *("date.today", "QDateTime.currentDateTime", "QDate.currentDate", "QTime.currentTime"),
}


def test_core_stands_on_the_standard_library_yaml_and_dateutil() -> None:
    allowed = set(sys.stdlib_module_names) | {"yaml", "dateutil"}
    assert not Offences(of("core"), lambda module: roots(module) - allowed)


def test_yaml_is_read_by_the_safe_loader() -> None:
    assert not Offences(MODULES, lambda module: _written(module, ast.Attribute) & UNSAFE_YAML)


def test_models_know_qtcore_alone_of_qt() -> None:
    assert not Offences(of("models"), lambda module: _parts_of_qt(module) - {"QtCore"})


def test_below_the_models_is_no_qt() -> None:
    assert not Offences(of("store", "content", "audio"), lambda module: roots(module) & {"PySide6", "shiboken6"})


def test_there_is_one_door_to_threads() -> None:
    inside = [module for module in of("models", "ui") if module != TASKS]
    assert not Offences(inside, lambda module: {name.rpartition(".")[2] for name in imported(module)} & THREADS)


def test_time_is_an_argument() -> None:
    """Only `desktop` reads a clock; everything else is told what time it is."""
    told = of("core", "store", "content", "audio", "models")
    assert not Offences(told, lambda module: _called(module) & CLOCKS)


def test_no_broad_except_in_between() -> None:
    """Known trouble is a `Trouble`; everything else reaches the one hook. `tasks` carries it there whole."""
    assert not Offences([module for module in MODULES if module != TASKS], _broad_excepts)


def _parts_of_qt(module: str) -> set[str]:
    return {name.split(".")[1] for name in imported(module) if name.startswith("PySide6.")}


def _written(module: str, kind: type[ast.expr]) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(MODULES[module]) if isinstance(node, kind)}


def _called(module: str) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)}


def _broad_excepts(module: str) -> set[str]:
    handlers = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.ExceptHandler)]
    return {f"line {handler.lineno}" for handler in handlers if _is_broad(handler) and not _raises(handler)}


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))
