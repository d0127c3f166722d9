"""A virtual screen, for machines that have none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from .steps import Refusal

SIZE = "1680x1080x24"


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Start a virtual screen; gives its DISPLAY, and ends it afterwards."""
    reading, writing = os.pipe()
    # The server picks a free display itself and tells which when it is ready.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise Refusal("The virtual screen (Xvfb) did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
