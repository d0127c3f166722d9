"""Known trouble: what can go wrong without anyone's program being at fault.

A `Trouble` carries one plain sentence for the person: what is wrong and what to do. Everything that is not
a `Trouble` is our own mistake and travels on to the one hook that keeps the text being written.
"""

from __future__ import annotations

from dataclasses import dataclass


class Trouble(Exception):
    """Something that happens to people: a full disk, a bad script, a length that cannot be had.

    Attributes:
        sentence: one plain sentence saying what is wrong and what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotThere(Trouble):
    """What was asked for by name does not exist."""


class Cancelled(Trouble):
    """The person ended it; nothing is left behind."""


class Sealed(Trouble):
    """A letter to oneself is asked for before its day."""


class LengthRefused(Trouble):
    """A practice cannot be fitted to the length asked.

    Attributes:
        nearest: the nearest length that can be had, in minutes; None when no length can be had at all.
    """

    def __init__(self, sentence: str, nearest: float | None) -> None:
        super().__init__(sentence)
        self.nearest = nearest


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a file that a person wrote.

    Attributes:
        file: the file's name, as the person knows it.
        line: line number from 1; 0 where the fault is the whole file's.
        message: what is wrong, and what would be right.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class Faulty(Trouble):
    """A file, or a folder of files, that a person wrote has faults; all of them at once.

    Attributes:
        faults: every fault found, in the order of file and line.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in sorted(faults)))
        self.faults = tuple(sorted(faults))


class StoreTrouble(Trouble):
    """The store cannot be read or written just now; nothing that was saved before is lost."""


class StoreLocked(StoreTrouble):
    """Another program holds the store, and did not let go in time."""


class StoreFull(StoreTrouble):
    """There is no room left on the disk."""


class StoreUnwritable(StoreTrouble):
    """The store or its folder cannot be written: its rights, a folder that is a file, a drive that is gone."""


class StoreDamaged(StoreTrouble):
    """The file is damaged, or is no store of this program; it is left as it is."""


class KeyMissing(StoreDamaged):
    """The file is encrypted by the look of it, and its key file is not there; it is left as it is."""


class StoreNewer(StoreTrouble):
    """The file was made by a newer version of this program; it is left as it is."""


class WrongPassphrase(StoreTrouble):
    """The passphrase or recovery code does not open the store; the store itself is well."""


class StoreShut(StoreTrouble):
    """The store is encrypted, and nobody has given a passphrase yet."""


class KeyDamaged(StoreTrouble):
    """The key file cannot be read; without one, neither can the store. It is left as it is."""
