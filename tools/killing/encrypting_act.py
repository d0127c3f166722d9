"""Killed while a passphrase is set, changed or taken away."""

from __future__ import annotations

from pathlib import Path

from selfcompassion_desktop.app import Services
from selfcompassion_desktop.core.errors import StoreTrouble, Trouble, WrongPassphrase
from selfcompassion_desktop.desktop.paths import find
from selfcompassion_desktop.store.encryption import Encryption
from selfcompassion_desktop.store.keyfile import Cost
from selfcompassion_desktop.store.standing import SET_ASIDE, Standing

from . import stores
from .act import BEGINS, Found, Tell

CHEAP = Cost(64, 1, 1)
"""The key is made from the passphrase at once: a kill comes while files are written, not before."""
WORD = "zebra7391"
ENTRIES = 200
PASSPHRASES = ("one", "two")


class Encrypting:
    """Over a store with entries, backups and a damaged file set aside. The store lives on from kill to kill."""

    name = "encrypting"
    rounds = 1.25

    def prepare(self, folder: Path) -> None:
        """A store as somebody might have it."""
        with stores.opened(folder) as services:
            for number in range(ENTRIES):
                services.entries.add(f"{WORD} {number} " + "and so the day went on " * 40)
            for reason in ("asked", "before-import", "daily"):
                services.backups.make(reason)
        aside = folder / SET_ASIDE / "selfcompassion-damaged.db"
        aside.parent.mkdir()
        aside.write_bytes(b"\0" * 100 + WORD.encode() * 1000)

    def work(self, folder: Path, seed: int, tell: Tell) -> None:
        """Switch until killed, and write an entry after each switch."""
        services, encryption, passphrase = _opened(folder)
        tell(BEGINS)
        number = 0
        while True:
            for step in ("set", "change", "remove"):
                if step == "set" and not passphrase:
                    if encryption.is_unfinished:
                        _finish(encryption)
                    encryption.set(PASSPHRASES[0])
                    passphrase = PASSPHRASES[0]
                elif step == "change":
                    other = PASSPHRASES[1 - PASSPHRASES.index(passphrase)]
                    encryption.change(passphrase, other)
                    passphrase = other
                elif step == "remove":
                    encryption.remove(passphrase)
                    passphrase = ""
                body = f"{WORD} after {step}, {seed} {number}"
                services.entries.add(body)
                tell(f"kept {body}")
                number += 1
            tell("done")

    def look(self, folder: Path, killed: float, told: list[str]) -> Found:
        """The store opens, plain or with one of the two, whole; encrypted, no word of it stands in any file."""
        if broke := [line for line in told if line.startswith("broke")]:
            return Found(lost=tuple(broke))
        kept = {line.removeprefix("kept ") for line in told if line.startswith("kept ")}
        kept |= {f"{WORD} {number} " + "and so the day went on " * 40 for number in range(ENTRIES)}
        try:
            services, encryption, passphrase = _opened(folder)
            shut = stores.unsound(services, WORD)
            lost = tuple(sorted(each[:60] for each in kept - stores.words_of(services)))
            if passphrase:
                files = [path for path in folder.rglob("*") if path.is_file()]
                holding = [path.name for path in files if WORD.encode() in path.read_bytes()]
                shut = shut or (f"plain words in {holding}" if holding else "")
            else:
                if encryption.is_unfinished:
                    _finish(encryption)
                shut = shut or stores.broken_backups(services)
                shut = shut or ("" if services.backups.list() else "the backups are gone")
            services.database.close()
        except Trouble as trouble:
            return Found(shut=trouble.sentence)
        return Found(lost, shut)


def _opened(folder: Path) -> tuple[Services, Encryption, str]:
    """The store, open, and the passphrase that opened it; "" for a plain one."""
    services = Services(find(str(folder)))
    encryption = Encryption(services.database, cost=CHEAP)
    if encryption.standing is Standing.PLAIN:
        services.database.open()
        return services, encryption, ""
    for passphrase in PASSPHRASES:
        try:
            encryption.unlock(passphrase)
        except WrongPassphrase:
            continue
        return services, encryption, passphrase
    raise StoreTrouble(f"Neither passphrase opens the store, which is {encryption.standing.value}.")


def _finish(encryption: Encryption) -> None:
    """Go on with taking the passphrase away, whichever of the two it was."""
    try:
        encryption.remove(PASSPHRASES[0])
    except WrongPassphrase:
        encryption.remove(PASSPHRASES[1])
