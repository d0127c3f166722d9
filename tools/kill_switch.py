"""Kill the program while it turns encryption on, off, or changes the passphrase, and see that the store opens.

`python tools/kill_switch.py N` kills N times (`kill -9`) at a random moment of that work, over a store with entries,
backups and a damaged file set aside. After each kill the store must open, plain or with the old or the new passphrase,
sound to the last page, with every entry; once it is encrypted and was opened, no word of the journal may stand in any
file. The store lives on from kill to kill. Prints what it found; ends with status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selfcompassion_desktop.app import Services
from selfcompassion_desktop.core.errors import WrongPassphrase
from selfcompassion_desktop.desktop.paths import find
from selfcompassion_desktop.store.backups import Backups
from selfcompassion_desktop.store.encryption import Encryption
from selfcompassion_desktop.store.keyfile import Cost
from selfcompassion_desktop.store.standing import SET_ASIDE, Standing

CHEAP = Cost(64, 1, 1)
WORD = "zebra7391"
ENTRIES = 200
PASSPHRASES = ("one", "two")


def opened(folder: Path) -> tuple[Services, Encryption, str]:
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
    raise SystemExit(f"neither passphrase opens the store, which is {encryption.standing.value}")


def work(folder: Path) -> None:
    """Switch until killed; says so before it begins."""
    services, encryption, passphrase = opened(folder)
    print("begins", flush=True)
    while True:
        if not passphrase:
            if encryption.is_unfinished:
                finish(encryption)
            encryption.set(PASSPHRASES[0])
            passphrase = PASSPHRASES[0]
        other = PASSPHRASES[1 - PASSPHRASES.index(passphrase)]
        encryption.change(passphrase, other)
        services.entries.newest(1)
        encryption.remove(other)
        passphrase = ""


def finish(encryption: Encryption) -> None:
    """Go on with taking the passphrase away, whichever of the two it was."""
    try:
        encryption.remove(PASSPHRASES[0])
    except WrongPassphrase:
        encryption.remove(PASSPHRASES[1])


def check(folder: Path) -> str:
    """What is wrong after a kill; "" where nothing is. Runs in a process of its own, as a start would."""
    services, encryption, passphrase = opened(folder)
    found = [services.database.integrity()]
    count = len(services.entries.search(WORD, ENTRIES + 1))
    found.append("ok" if count == ENTRIES else f"{count} entries of {ENTRIES}")
    if passphrase:
        holding = [path.name for path in folder.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]
        found.append(f"plain words in {holding}" if holding else "ok")
    else:
        if encryption.is_unfinished:
            finish(encryption)
        backups = Backups(services.database, services.paths.backups, services.clock).list()
        for backup in backups:
            with services.database.opened_copy(backup.path):
                pass
        found.append("ok" if backups else "the backups are gone")
    services.database.close()
    wrong = [each for each in found if each != "ok"]
    return json.dumps(wrong) if wrong else ""


def fill(folder: Path) -> None:
    """A store as somebody might have it."""
    services = Services(find(str(folder)))
    for number in range(ENTRIES):
        services.entries.add(f"{WORD} {number} " + "and so the day went on " * 40)
    backups = Backups(services.database, services.paths.backups, services.clock)
    for reason in ("asked", "before-import", "daily"):
        backups.make(reason)
    aside = folder / SET_ASIDE / "selfcompassion-damaged.db"
    aside.parent.mkdir()
    aside.write_bytes(b"\0" * 100 + WORD.encode() * 1000)
    services.database.close()


def main() -> int:
    """Run; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--folder", type=Path, help="keep the store here, and look at it afterwards")
    parser.add_argument("--most", type=float, default=0.5, help="seconds until a kill, at most")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--check", type=Path)
    given = parser.parse_args()
    if given.work:
        work(given.work)
    if given.check:
        if wrong := check(given.check):
            print(wrong)
        return bool(wrong)
    with tempfile.TemporaryDirectory() as made:
        return kill(given.folder or Path(made) / "data", given.kills, given.most)


def kill(folder: Path, kills: int, most: float) -> int:
    """Kill, and look, again and again."""
    fill(folder)
    failed = 0
    rng = random.Random(1)
    for number in range(kills):
        with subprocess.Popen([sys.executable, __file__, "0", "--work", str(folder)], stdout=subprocess.PIPE) as worker:
            assert worker.stdout is not None
            worker.stdout.readline()
            time.sleep(rng.uniform(0, most))
            worker.kill()
        done = subprocess.run(
            [sys.executable, __file__, "0", "--check", str(folder)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed += 1
            print(f"kill {number}: {done.stdout.strip()} {done.stderr.strip()[-300:]}", flush=True)
    print(f"{kills} kills, {failed} stores that did not open whole", flush=True)
    return bool(failed)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
