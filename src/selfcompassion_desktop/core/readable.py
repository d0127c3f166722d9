"""A practice as a text to read or to print: a page that stands alone, or plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from .timeline import RATE, Kind, Timeline, in_minutes

TOLD = 15.0
"""Seconds from which a pause is told of; a shorter one is only the white between two paragraphs."""
LICENCE = "The text may be shared and changed under CC BY 4.0, with the name of Self-Compassion Desktop."

_STYLE = """
:root { color-scheme: light dark; --paper: #f7f2ec; --ink: #26241f; --quiet: #6b665d; --clay: #a65a3a; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1c1b; --ink: #ece7de; --quiet: #a39d92; --clay: #d99a78; } }
body { background: var(--paper); color: var(--ink); margin: 0 auto; padding: 3rem 1.5rem; max-width: 34rem;
  font: 1.15rem/1.65 Literata, Georgia, "Noto Serif", serif; }
h1 { font-weight: 400; font-size: 2.1rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-weight: 400; font-size: 1.35rem; margin: 2.6rem 0 .8rem; break-after: avoid; }
p { margin: 0 0 .9rem; } .quiet { color: var(--quiet); font-size: .95rem; }
.mind { border-inline-start: 3px solid var(--clay); padding-inline-start: 1rem; margin: 1.5rem 0; }
.pause { color: var(--quiet); font-style: italic; margin: 1.4rem 0; }
footer { margin-top: 3.5rem; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; } body { max-width: none; padding: 0; font-size: 11.5pt; } }
""".strip()

_SILENT = ' class="pause"'


@dataclass(frozen=True, slots=True)
class Part:
    """What follows one another in a section: a line, or a silence long enough to be told of.

    Attributes:
        silence: seconds; 0 for a line.
    """

    text: str
    silence: float = 0.0


def parts(timeline: Timeline) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Each section's title with what is said in it, in order; bells are left to the ear."""
    for section, cues in groupby(timeline.cues, key=lambda cue: cue.section):
        found = list[Part]()
        for cue in cues:
            seconds = cue.length / RATE
            if cue.kind is Kind.LINE:
                found.append(Part(cue.text))
            elif cue.kind is Kind.PAUSE and seconds >= TOLD:
                found.append(Part(silence_in_words(seconds), seconds))
        yield timeline.sections[section].title, tuple(found)


def silence_in_words(seconds: float) -> str:
    """`Half a minute of silence.`, `A minute of silence.`: as near as one who reads it would count."""
    if seconds < 25:
        return "A few breaths of silence."
    if seconds < 45:
        return "Half a minute of silence."
    minutes = round(seconds / 60)
    return "A minute of silence." if minutes == 1 else f"{minutes} minutes of silence."


def as_page(timeline: Timeline) -> str:
    """A whole HTML page that needs nothing besides itself, for the screen and for paper."""
    practice = timeline.practice
    title = escape(practice.title)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(practice.language)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style></head>",
        f"<body><main><h1>{title}</h1>",
        f"<p>{escape(practice.summary)}</p>",
        f'<p class="quiet">{escape(in_minutes(timeline.seconds / 60))}</p>',
    ]
    if practice.mind:
        lines.append(f'<p class="mind">{escape(practice.mind)}</p>')
    for heading, found in parts(timeline):
        lines.append(f"<section><h2>{escape(heading)}</h2>")
        lines += [f"<p{_SILENT if part.silence else ''}>{escape(part.text)}</p>" for part in found]
        lines.append("</section>")
    lines.append(f'</main><footer class="quiet"><p>{escape(LICENCE)}</p></footer></body></html>')
    return "\n".join(lines) + "\n"


def as_lines(timeline: Timeline) -> Iterator[str]:
    """The same as plain lines."""
    practice = timeline.practice
    yield f"{practice.title}, {in_minutes(timeline.seconds / 60)}"
    yield practice.summary
    if practice.mind:
        yield from ("", practice.mind)
    for heading, found in parts(timeline):
        yield from ("", heading.upper(), "")
        yield from (f"    ({part.text})" if part.silence else part.text for part in found)
    yield from ("", LICENCE)
