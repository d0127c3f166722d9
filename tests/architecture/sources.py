"""The program's source, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "selfcompassion_desktop"
SOURCE = ROOT / "src" / PACKAGE


def _name(file: Path) -> str:
    return ".".join((PACKAGE, *file.relative_to(SOURCE).with_suffix("").parts))


MODULES: dict[str, ast.Module] = {
    _name(file): ast.parse(file.read_text(encoding="utf-8"), str(file)) for file in sorted(SOURCE.rglob("*.py"))
}


class Offences(dict[str, set[str]]):
    """What each module does against a rule; empty where all keep it, and readable in a failure."""

    def __init__(self, modules: Iterable[str], against: Callable[[str], set[str]]) -> None:
        found = {module: against(module) for module in modules}
        super().__init__({module: offences for module, offences in found.items() if offences})


def of(*packages: str) -> list[str]:
    """The modules of these packages."""
    return [module for module in MODULES if module.split(".")[1] in packages]


def roots(module: str) -> set[str]:
    """The top-level packages that a module imports, other than the program's own."""
    return {name.partition(".")[0] for name in imported(module)} - {PACKAGE, ""}


def imported(module: str, *, at_start: bool = False) -> set[str]:
    """The full names `module` imports: everywhere, or `at_start` only what runs when it is itself imported."""
    names: set[str] = set()
    for node in _running(MODULES[module].body) if at_start else ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


def _base(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.removesuffix(".__init__") if module.endswith("__init__") else module.rpartition(".")[0]
    return resolve_name("." * node.level + (node.module or ""), package)


def _running(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that run at import: not those in functions, nor those for the type checker alone."""
    running: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            continue
        running.append(statement)
        for inner in ("body", "orelse", "finalbody"):
            running += _running(getattr(statement, inner, []))
    return running
