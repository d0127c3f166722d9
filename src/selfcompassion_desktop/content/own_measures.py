"""Measures that a person brings in themselves: definition files, kept as they are in the data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..core.errors import Trouble
from ..core.measure import Measure
from .packs import read_measure

LARGEST = 1 << 20
"""Bytes of a definition file; the largest questionnaires have some ten thousand."""


def bring_in(file: Path, folder: Path, packed: Mapping[str, str]) -> Measure:
    """Keep a definition file in `folder`, whole or not at all; one of its id there is replaced.

    Args:
        file: what the person chose.
        folder: where their own are; made where there is none.
        packed: the titles of the measures that packs have, by id.

    Raises:
        Faulty: with every fault of the file.
        Trouble: where a pack has a measure of that id, or it cannot be written.
    """
    measure = _read(file)
    if title := packed.get(measure.id):
        raise Trouble(f"“{measure.id}” is the id of “{title}” already; give yours another one in its file.")
    target = folder / f"{measure.id}.yaml"
    made = folder / f".{measure.id}.{os.getpid()}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with made.open("wb") as out:
            out.write(file.read_bytes())
            out.flush()
            os.fsync(out.fileno())
        made.replace(target)
    except OSError as error:
        made.unlink(missing_ok=True)
        why = (error.strerror or "it may not be written to").lower()
        raise Trouble(f"“{folder}” cannot be written ({why}); nothing was brought in.") from error
    return measure


def _read(file: Path) -> Measure:
    try:
        size = file.stat().st_size
    except OSError:
        size = 0  # reading it says what is wrong
    if size > LARGEST:
        raise Trouble(f"“{file.name}” is {size >> 20} MB; a definition file is a small text. Choose another.")
    return read_measure(file)
