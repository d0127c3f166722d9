"""Packs: a teacher's own practices, exercises, measures and courses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..core.errors import Trouble
from . import options
from .session import Session, pass_session
from .streams import visible

if TYPE_CHECKING:
    from ..content.pack_check import Checked
    from ..content.pack_install import Installed, Offer
    from ..core.pack import Manifest
    from ..core.signature import Signature

_place = click.argument("place", metavar="DIR|FILE")


@click.group()
def pack() -> None:
    """Make a pack of your own practices and courses, and install those of others."""


@pack.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", required=True, metavar="T", help="What it is called.")
@click.option("--author", "authors", required=True, multiple=True, metavar="A", help="Who makes it; can be repeated.")
@click.option("--licence", default="CC-BY-4.0", show_default=True, metavar="L", help="Under which licence.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language it is in.")
@click.option("--id", "pack_id", default="", metavar="ID", help="By which it is known; made from the title otherwise.")
@options.json
@pass_session
def new(
    session: Session, folder: str, title: str, authors: tuple[str, ...], licence: str, language: str, pack_id: str
) -> None:
    """Begin a pack in a new folder, with one script to change."""
    from ..content.pack_new import new_pack

    made = new_pack(Path(folder), title, authors, licence, language, pack_id)
    told = [f"“{made.title}” begins in {folder}. “pack check” says at any time what is not right yet."]
    session.answer({"id": made.id, "title": made.title, "version": made.version, "folder": folder}, told)


@pack.command()
@_place
@options.json
@click.pass_context
def check(ctx: click.Context, place: str) -> None:
    """Say everything that is not right in a pack, each with its file and line."""
    from ..content.pack_check import check as looked

    session = ctx.ensure_object(Session)
    checked = looked(Path(place), session.services.library.known)
    session.answer({"ok": checked.ok, "problems": _problems(checked)}, _told(checked))
    ctx.exit(0 if checked.ok else 1)


def _problems(checked: Checked) -> list[dict[str, object]]:
    return [{"path": fault.file, "line": fault.line, "message": fault.message} for fault in checked.faults]


def _told(checked: Checked) -> Iterator[str]:
    yield from (str(fault) for fault in checked.faults)
    if checked.ok and checked.manifest:
        yield f"“{checked.manifest.title}” {checked.manifest.version} is a good pack: {_counted(checked)}."
        yield from (f"Worth a look: {warning}" for warning in checked.manifest.warnings)


def _counted(checked: Checked) -> str:
    counts = ((len(ids), kind) for kind, ids in checked.ids.items() if ids)
    return ", ".join(f"{count} {kind if count == 1 else f'{kind}s'}" for count, kind in counts)


@pack.command()
@click.argument("folder", metavar="DIR")
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to make, as in course.scpack.")
@options.json
@pass_session
def build(session: Session, folder: str, output: str) -> None:
    """Make one file of a pack, to pass on; only of one that is right."""
    from ..content.pack_build import build as built

    services = session.services
    made = built(Path(folder), Path(output), services.library.known, services.paths.data)
    told = [f"“{made.title}” {made.version} is in {output}: {len(made.contents)} files."]
    session.answer({**_described(made), "file": output, "files": len(made.contents)}, told)


@pack.command()
@click.argument("file", metavar="FILE")
@click.option("--yes", is_flag=True, help="Without being asked first.")
@click.option("--older", is_flag=True, help="Also where a newer version is installed.")
@click.option("--other-key", is_flag=True, help="Also where it is not signed with the key that it was before.")
@options.json
@pass_session
def install(session: Session, file: str, yes: bool, older: bool, other_key: bool) -> None:
    """Install a pack, or a newer version of one; what you did with it stays as it is."""
    packs = session.services.packs
    with packs.offered(Path(file)) as offer:
        if not yes:
            _agree(offer)
        retired = packs.install(offer, older, other_key)
    manifest, change, signer = offer.manifest, offer.change, offer.checked.signer
    told = [f"“{manifest.title}” {manifest.version} is installed."]
    if retired:
        told.append(f"No longer offered, and kept for what you did with it: {', '.join(retired)}.")
    values = {"change": change.value, "retired": list(retired), "signed_by": _signed_by(signer)}
    session.answer({**_described(manifest), **values}, told)


def _agree(offer: Offer) -> None:
    """Ask on the terminal whether it is to be installed.

    Raises:
        Trouble: when it is not.
    """
    manifest = offer.manifest
    click.echo(f"“{visible(manifest.title)}” {manifest.version}, by {visible(', '.join(manifest.authors))}", err=True)
    click.echo(f"  {_counted(offer.checked)}; licence: {visible(manifest.licence)}", err=True)
    if signer := offer.checked.signer:
        first = "; you have installed nothing of this key before" if not offer.trusted else ""
        click.echo(f"  Signed by “{visible(signer.name)}”, key {signer.fingerprint}{first}", err=True)
    else:
        click.echo("  Not signed: nothing shows who made it but its own word.", err=True)
    if offer.before:
        click.echo(f"  Version {offer.before.version} is installed. What you did with it stays as it is.", err=True)
    try:
        agreed = click.confirm("Install it?", err=True)
    except click.Abort:
        raise Trouble("Nothing was installed; --yes installs without asking.") from None
    if not agreed:
        raise Trouble("Nothing was installed.")


@pack.command()
@click.argument("pack_id", metavar="ID")
@options.json
@pass_session
def remove(session: Session, pack_id: str) -> None:
    """Remove a pack; what you did and wrote with it stays."""
    gone = session.services.packs.remove(pack_id)
    told = [f"“{_title(gone)}” is removed. What you did and wrote with it is still here."]
    session.answer({"id": gone.id, "removed": True}, told)


@pack.command("list")
@options.json
@pass_session
def list_packs(session: Session) -> None:
    """List the packs that are here."""
    found = session.services.packs.list()
    session.answer([_as_values(each) for each in found], [row for each in found for row in _summed(each)])


@pack.command()
@click.argument("pack_id", metavar="ID")
@options.json
@pass_session
def show(session: Session, pack_id: str) -> None:
    """Show what is in a pack."""
    found = session.services.packs.show(pack_id)
    rows = [*_summed(found), *(f"    {part}: {', '.join(names)}" for part, names in found.offers.items())]
    signer = session.services.packs.signer_of(pack_id)
    if signer:
        rows.append(f"    signed by {signer.name}, key {signer.fingerprint}")
    rows += [f"    no longer offered: {', '.join(names)}" for names in found.retired.values()]
    session.answer({**_as_values(found), "signed_by": _signed_by(signer)}, rows)


@pack.group("key")
def key_() -> None:
    """The key that signs your packs."""


@key_.command("make")
@click.argument("file", metavar="FILE")
@click.option("--name", required=True, metavar="N", help="Your name, as students are shown it.")
@click.option("--new-passphrase-file", "new_file", metavar="F", help="The file that holds the key's passphrase.")
@options.json
@pass_session
def make(session: Session, file: str, name: str, new_file: str | None) -> None:
    """Make a key, kept with a passphrase; copy its file to a safe place."""
    from ..content.signing import make_key

    signer = make_key(Path(file), name, session.secrets.new(new_file), session.services.paths.data)
    told = [
        f"The key of “{signer.name}” is in {file}. Its fingerprint, to tell your students: {signer.fingerprint}",
        "Keep a copy of the file, and its passphrase, where neither is lost: without both, a new version of your packs",
        "is one by another key, and every student is asked about it.",
    ]
    session.answer({**(_signed_by(signer) or {}), "file": file}, told)


@pack.command()
@click.argument("file", metavar="FILE")
@click.option("--key", "key_file", required=True, metavar="KEY", help="The file of your key.")
@click.option("-o", "--output", metavar="OUT", help="The file to make; the pack's own where none is given.")
@click.option("--key-passphrase-file", "secret", metavar="F", help="The file that holds the key's passphrase.")
@options.json
@pass_session
def sign(session: Session, file: str, key_file: str, output: str | None, secret: str | None) -> None:
    """Sign a pack that was built, so that students know the next one is yours too."""
    from ..content.signing import sign as signed

    passphrase = session.secrets.of_key(secret)
    target = Path(output or file)
    signer = signed(Path(file), Path(key_file), passphrase, target, session.services.paths.data)
    told = [f"{target} is signed by “{signer.name}”, key {signer.fingerprint}."]
    session.answer({**(_signed_by(signer) or {}), "file": str(target)}, told)


def _signed_by(signer: Signature | None) -> dict[str, str] | None:
    return {"name": signer.name, "key": signer.key, "fingerprint": signer.fingerprint} if signer else None


def _described(manifest: Manifest) -> dict[str, object]:
    return {
        "id": manifest.id,
        "title": manifest.title,
        "version": manifest.version,
        "authors": list(manifest.authors),
        "licence": manifest.licence,
        "languages": list(manifest.languages),
    }


def _as_values(found: Installed) -> dict[str, object]:
    about = _described(found.manifest) if found.manifest else {"id": found.id}
    parts = {part: list(names) for part, names in found.offers.items()}
    retired = {part: list(names) for part, names in found.retired.items()}
    return {**about, "id": found.id, "folder": str(found.folder), "offers": parts, "retired": retired}


def _summed(found: Installed) -> Iterator[str]:
    yield found.id
    if found.manifest is None:
        yield "    its “pack.yaml” cannot be read; installing the pack once more puts it right"
        return
    manifest = found.manifest
    yield f"    {manifest.title} {manifest.version}, by {', '.join(manifest.authors)} ({manifest.licence})"


def _title(found: Installed) -> str:
    return found.manifest.title if found.manifest else found.id


COMMANDS = {"pack": pack}
