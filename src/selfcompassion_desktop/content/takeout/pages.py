"""Pages for a browser: offline, without a script, light and dark, and to print.

Nothing on them is loaded from anywhere but the folder they lie in, and the browser is told to refuse anything else.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from html import escape
from pathlib import PurePosixPath
from typing import BinaryIO

from ...core.chosen import Survey, What, paged
from ...core.entry_words import beside_kept, day_in_words, moment_in_words, month_of
from ...core.markup import Picture, blocks
from ...core.takeout import Everything, KeptEntry, KeptPicture
from .aside import Shelf
from .illustrated import illustrated

INDEX = "index.html"
TITLE = "Journal"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src {images}; base-uri 'none'; form-action 'none'"
_BESIDE, _WITHIN = "'self' file:", "data:"

_STYLE = """
:root { color-scheme: light dark; --paper: #f7f3ec; --ink: #2c2a26; --quiet: #655f55; --line: #e2dacd;
  --sage: #456455; --sunken: #efe9de; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1d1c; --ink: #ece7de; --quiet: #aba598; --line: #363a38;
  --sage: #9cc2ab; --sunken: #161817; } }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); margin: 0 auto; padding: 3.5rem 1.5rem 6rem; max-width: 40rem;
  font: 1.1rem/1.65 Literata, Georgia, "Noto Serif", "Times New Roman", serif; overflow-wrap: break-word; }
h1 { font-weight: 400; font-size: 2.2rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-weight: 400; font-size: 1.5rem; margin: 4rem 0 0; break-after: avoid; }
header h3, .marks, nav, footer, .told { font-family: Inter, system-ui, "Segoe UI", Roboto, sans-serif;
  font-size: .86rem; font-weight: 400; color: var(--quiet); line-height: 1.5; }
header h3 { margin: 0; } .marks { margin: .1rem 0 0; }
article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.4rem; }
h2 + article { margin-top: 1rem; }
article header { margin-bottom: 1rem; break-after: avoid; }
h4, h5, h6 { font-weight: 600; line-height: 1.3; margin: 1.6rem 0 .5rem; break-after: avoid; }
h4 { font-size: 1.3rem; } h5 { font-size: 1.12rem; } h6 { font-size: 1rem; }
header + h4, header + h5, header + h6 { margin-top: 0; }
p { margin: 0 0 .9rem; orphans: 2; widows: 2; } ul, ol { margin: 0 0 .9rem; padding-inline-start: 1.5rem; }
li > ul, li > ol { margin-bottom: 0; }
blockquote { border-inline-start: 3px solid var(--line); color: var(--quiet); margin: 0 0 .9rem;
  padding-inline-start: 1rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.6rem auto; width: 6rem; }
pre { background: var(--sunken); border-radius: 10px; overflow-x: auto; padding: .8rem 1rem; }
code { font: .88em/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
img { border-radius: 6px; display: block; height: auto; margin: .6rem 0; max-height: 80vh; max-width: 100%; }
a { color: var(--sage); text-underline-offset: .15em; } .gone { color: var(--quiet); font-style: italic; }
nav { margin: 1.2rem 0 0; } nav a { margin-inline-end: 1rem; white-space: nowrap; } footer { margin-top: 4rem; }
.years { list-style: none; margin: 2rem 0; padding: 0; font-size: 1.25rem; }
.years span { color: var(--quiet); font-size: .95rem; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --sage: #000; --sunken: #f2f2f2; }
  body { font-size: 11pt; max-width: none; padding: 0; } nav { display: none; } pre { white-space: pre-wrap; }
  img { break-inside: avoid; max-height: 16cm; } @page { margin: 2cm; } }
""".strip()


def write_page(everything: Everything, what: What, found: Survey, out: BinaryIO, tick: Callable[[], None]) -> None:
    """One page with all that is taken, its pictures within it."""
    page = _Page(out)
    page.begin(TITLE, _WITHIN)
    page.line(f'<p class="told">{escape(_told(found.entries))}</p>')
    if len(found.years) > 1:
        page.links((f"#y{year}", str(year)) for year in sorted(found.years))
    last = 0
    for entry, year, pictures in illustrated(everything, what):
        tick()
        if year != last:
            page.line(f'<span id="y{year}"></span>')
            last = year
        page.entry(entry, _embedded(pictures))
    page.end(found.letters)


def write_pages(
    everything: Everything,
    what: What,
    found: Survey,
    shelf: Shelf,
    folder: str,
    pictures: Mapping[str, str],
    tick: Callable[[], None],
) -> None:
    """A page for each year and one that leads to them.

    Args:
        everything: all there is.
        what: what of it is taken.
        found: what a look through it has shown.
        shelf: takes the files.
        folder: where on it.
        pictures: for each picture the name of its file, as seen from `folder`.
        tick: called for each entry.
    """
    years = sorted(found.years)
    picture = _linked(pictures)
    entries = paged(everything, what)
    ahead = next(entries, None)
    for at, year in enumerate(years):
        with _new_page(shelf, folder, f"{year:04}.html") as page:
            page.begin(f"{TITLE} {year}", _BESIDE)
            page.line(f'<p class="told">{escape(_told(found.years[year]))}</p>')
            near = [(f"{other:04}.html", str(other)) for other in years[max(0, at - 1) : at + 2] if other != year]
            page.links([(INDEX, "All years"), *near])
            while ahead is not None and ahead[1] == year:
                tick()
                page.entry(ahead[0], picture)
                ahead = next(entries, None)
            page.end(())
    with _new_page(shelf, folder, INDEX) as page:
        page.begin(TITLE, _BESIDE)
        page.line(f'<p class="told">{escape(_told(found.entries))}</p>')
        page.line('<ul class="years">')
        for year in years:
            count = escape(_told(found.years[year]))
            page.line(f'<li><a href="{year:04}.html">{year}</a> <span>{count}</span></li>')
        page.line("</ul>")
        page.end(found.letters)


class _Page:
    """Writes one page piece by piece."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._month = ""

    def line(self, html: str) -> None:
        self._out.write(html.encode() + b"\n")

    def begin(self, title: str, images: str) -> None:
        self.line("<!DOCTYPE html>")
        self.line('<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">')
        self.line(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(images=images)}">')
        self.line(
            '<meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">'
        )
        self.line(f"<title>{escape(title)}</title>")
        self.line(f"<style>{_STYLE}</style></head>")
        self.line(f"<body><main><h1>{escape(title)}</h1>")

    def links(self, links: Iterable[tuple[str, str]]) -> None:
        self.line("<nav>" + " ".join(f'<a href="{escape(to)}">{escape(words)}</a>' for to, words in links) + "</nav>")

    def entry(self, entry: KeptEntry, picture: Picture) -> None:
        month = month_of(datetime.fromisoformat(entry.local).date())
        if month != self._month:
            self._month = month
            self.line(f"<h2>{month}</h2>")
        self.line(f'<article id="e{escape(entry.id)}"><header>')
        self.line(f'<h3><time datetime="{escape(entry.local)}">{moment_in_words(entry.local)}</time></h3>')
        if marks := " · ".join(beside_kept(entry)):
            self.line(f'<p class="marks" dir="auto">{escape(marks)}</p>')
        self.line("</header>")
        for block in blocks(entry.body, picture, top=4):
            self.line(block)
        self.line("</article>")

    def end(self, letters: Iterable[date]) -> None:
        for day in letters:
            self.line(f'<p class="told">A letter that opens on {day_in_words(day)} is not among these.</p>')
        self.line("</main><footer>Taken out of Self-Compassion. Nothing on this page is sent anywhere.</footer>")
        self.line("</body></html>")


@contextmanager
def _new_page(shelf: Shelf, folder: str, name: str) -> Iterator[_Page]:
    with shelf.file(str(PurePosixPath(folder, name))) as out:
        yield _Page(out)


def _linked(names: Mapping[str, str]) -> Picture:
    def picture(picture_id: str, words: str) -> str:
        name = names.get(picture_id)
        return f'<img src="{escape(name)}" alt="{escape(words)}" loading="lazy">' if name else ""

    return picture


def _embedded(pictures: Mapping[str, KeptPicture]) -> Picture:
    def picture(picture_id: str, words: str) -> str:
        if (found := pictures.get(picture_id)) is None:
            return ""
        content = base64.b64encode(found.content).decode()
        return f'<img src="data:{escape(found.type)};base64,{content}" alt="{escape(words)}">'

    return picture


def _told(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
