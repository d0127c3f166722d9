"""Taking part in a study that a course carries: the program sends nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from ..core.research import LEAVES, SENT, WITHDRAW, Form
from ..models.research import Part
from . import options
from .session import Session, pass_session


@click.group()
def research() -> None:
    """Take part in a study, where a course carries one. Nothing is ever sent."""


_id = click.argument("course_id", metavar="COURSE")
_form = click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Form]),
    default=Form.CSV.value,
    help="As what; csv else.",
)


@research.command()
@_id
@click.option("--agree", "purposes", multiple=True, metavar="PURPOSE", help="Agree to this one; can be repeated.")
@options.json
@pass_session
def consent(session: Session, course_id: str, purposes: tuple[str, ...]) -> None:
    """Read what a study asks, in its own words; with --agree, agree to one purpose or more.

    A purpose that is not named is not agreed to. Agreeing anew replaces what was agreed to before.
    """
    part = session.services.research.part(course_id)
    if purposes:
        part = session.services.research.agree(course_id, purposes)
        session.answer(_value(part), [*_standing(part), WITHDRAW])
        return
    session.answer(_value(part), _form_of(part))


def _value(part: Part) -> dict[str, object]:
    text = part.course.reading(part.study.text)
    given = part.consent
    return {
        "course": part.course.id,
        "study": part.study.id,
        "title": part.study.title,
        "version": part.study.version,
        "contact": part.study.contact,
        "text": [block.plain for block in text.blocks] if text else [],
        "purposes": [
            {
                "id": each.id,
                "text": each.text,
                "needed": each.needed,
                "agreed": bool(given and given.withdrawn is None and given.purposes.get(each.id)),
            }
            for each in part.study.purposes
        ],
        "measures": list(part.study.measures),
        "takes_part": part.stands,
        "given": given.day.isoformat() if given else None,
        "withdrawn": given.withdrawn.isoformat() if given and given.withdrawn else None,
    }


def _form_of(part: Part) -> Iterator[str]:
    study, text = part.study, part.course.reading(part.study.text)
    yield f"{study.title} (version {study.version})"
    for block in text.blocks if text else ():
        yield ""
        yield from textwrap.wrap(block.plain, 76, initial_indent=f"{block.mark} " if block.mark else "")
    yield ""
    yield f"Contact: {study.contact}"
    yield f"Questions: {', '.join(measure.title for measure in part.measures)}"
    yield ""
    yield "Each of these by itself; none is agreed to unless you say so:"
    for each in study.purposes:
        needed = " (there is no taking part without it)" if each.needed else ""
        yield f"    {each.id}{needed}"
        yield from textwrap.wrap(each.text, 76, initial_indent="        ", subsequent_indent="        ")
    for words in (LEAVES, WITHDRAW, SENT):
        yield ""
        yield from textwrap.wrap(words, 76)
    yield ""
    yield from _standing(part)


def _standing(part: Part) -> Iterator[str]:
    given = part.consent
    if part.stands and given:
        agreed = ", ".join(name for name, said in given.purposes.items() if said)
        yield f"You agreed on {given.day}: {agreed}."
    else:
        yield part.why or "You have not agreed to anything."


@research.command()
@_id
@_form
@options.json
@pass_session
def preview(session: Session, course_id: str, form: str) -> None:
    """Show all that would leave, every file whole. Nothing is written."""
    found = session.services.research.preview(course_id, Form(form))
    session.answer({"format": form, "left_out": found.data.left_out, "files": found.files}, _shown(found.files))


def _shown(files: dict[str, str]) -> Iterator[str]:
    for name, text in files.items():
        yield f"--- {name}"
        yield from text.removeprefix("\ufeff").splitlines()
        yield ""
    yield SENT


@research.command()
@_id
@_form
@click.option("-o", "--output", required=True, metavar="FILE", help="The file, which ends in .zip.")
@options.json
@pass_session
def export(session: Session, course_id: str, form: str, output: str) -> None:
    """Write what “preview” shows into one .zip. A file that is there is replaced; nothing is sent."""
    services, path = session.services, Path(output).absolute()
    found = services.research.preview(course_id, Form(form))
    services.research.write(found, path)
    times = len(found.data.occasions)
    number = "1 check-in" if times == 1 else f"{times} check-ins"
    value = {"file": str(path), "format": form, "checkins": times, "left_out": found.data.left_out}
    session.answer(value, [f"{path}: {number}. {SENT}"])


@research.command()
@_id
@options.json
@pass_session
def withdraw(session: Session, course_id: str) -> None:
    """Withdraw from a study. No reason is asked for."""
    part = session.services.research.withdraw(course_id)
    session.answer(_value(part), [f"You have withdrawn from “{part.study.title}”.", WITHDRAW])


COMMANDS = {"research": research}
