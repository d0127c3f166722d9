"""Run the benches named, or all: `python3 dev.py bench [NAME ...]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from . import finding, idle, journal, paper, render, start, taking

BENCHES: dict[str, Callable[[], Iterator[object]]] = {
    "start": start.run,
    "journal": journal.run,
    "finding": finding.run,
    "taking": taking.run,
    "paper": paper.run,
    "render": render.run,
    "idle": idle.run,
}


def main(names: list[str]) -> int:
    """Run benches; returns the exit status."""
    if unknown := set(names) - set(BENCHES):
        print(
            f"There is no bench called {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}", file=sys.stderr
        )
        return 2
    for name, run in BENCHES.items():
        if not names or name in names:
            for finding in run():
                print(finding, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
