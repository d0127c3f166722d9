"""The steps that lead from an empty file to today's store: `NNNN_what.sql`, never edited once they are out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migration:
    """One step.

    Attributes:
        number: the version that the store has after it.
        path: its SQL.
    """

    number: int
    path: Path

    def statements(self) -> list[str]:
        """Its statements, one by one: a script run whole would commit before it began."""
        from sqlcipher3.dbapi2 import complete_statement

        found: list[str] = []
        pending = ""
        for line in self.path.read_text(encoding="utf-8").splitlines(keepends=True):
            pending += line
            if complete_statement(pending):
                found.append(pending)
                pending = ""
        return found


@cache
def migrations() -> tuple[Migration, ...]:
    """Every step there is, in order."""
    files = sorted(Path(__file__).parent.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return tuple(Migration(int(file.name[:4]), file) for file in files)
