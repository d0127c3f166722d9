#!/usr/bin/env python3
"""The one door for developers.

    python3 dev.py setup            everything the program needs, in .venv
    python3 dev.py run [...]        set up and open the program; words after it go to the program
    python3 dev.py test [...]       lint, types, contracts and every test; with words after it, pytest with those alone
    python3 dev.py lint             style, types and the architecture's contracts
    python3 dev.py tour             walk through the program on a virtual screen; pictures in build/tour
    python3 dev.py bench [...]      how quick it is, as ratios
    python3 dev.py kills [N]        kill the program N times in five acts, and look for what was lost
    python3 dev.py fuzz [N]         read N damaged files of other programs; each ends in entries or a plain sentence
    python3 dev.py voice            record the lines that have no clip yet, and check every clip
    python3 dev.py lock             write requirements/ anew from pyproject.toml

Only Python itself is needed: everything else is fetched at first use. Each verb may be run again at any time.
"""

import os
import shutil
import sys
from typing import Optional

OLDEST = (3, 11)


def newer_python() -> "Optional[str]":
    """A Python on this machine that is new enough, or None."""
    for minor in (13, 12, 11):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    return None


def main() -> int:
    """Run a verb with a Python that is new enough; returns the exit status."""
    if sys.version_info >= OLDEST:
        from tools.door.verbs import main as verbs

        return verbs(sys.argv[1:], __doc__)
    found = newer_python()
    if found:
        os.execv(found, [found, *sys.argv])
    print(
        "Self-Compassion needs Python 3.11 or newer, and this is Python %d.%d."
        " On Debian 12 or Ubuntu 24.04 it comes with: sudo apt install python3 python3-venv" % sys.version_info[:2],
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
