"""HTML from elsewhere as Markdown.

Not `html.parser`: on markup made to hurt it takes a time that grows with the square of the length, and how long
depends on the version of Python. This walks once from tag to tag, so that the time grows with the length alone. It
knows no entities but the characters that HTML itself names, and follows no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

DEEPEST = 12
"""How deep lists and quotations are shown; what is deeper stands on the last of these levels."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?![A-Za-z0-9])((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_NOTHING = re.compile(r"<[!?][^<>]*+>")
_HREF = re.compile(r"(?:^|\s)(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_SEEMS = re.compile(
    r"</?(?:p|br|b|i|u|s|em|strong|div|span|ul|ol|li|h[1-6]|a|blockquote|strike|del|img)\b[^<>]*>"
    r"|&(?:nbsp|amp|lt|gt|quot|#\d{1,7});",
    re.IGNORECASE,
)
_MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "u": "*", "ins": "*",
    "s": "~~", "del": "~~", "strike": "~~", "code": "`", "tt": "`", "kbd": "`",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "table", "tr", "dl", "dt", "dd", "figure", "body",
}  # fmt: skip
_UNSEEN = {"script", "style", "head", "template", "iframe"}


def seems_html(text: str) -> bool:
    """Whether a text is written in HTML, and does not only speak of it."""
    return _SEEMS.search(text) is not None


def to_markdown(text: str, picture: Callable[[str], str] | None = None) -> str:
    """The same words with the marks of Markdown.

    Args:
        text: HTML, however damaged.
        picture: gives the Markdown that stands for an `<img>` of this address; without it, pictures are left out.
    """
    writer = _Writer(picture)
    at = 0
    while at < len(text):
        begins = _OPENING.search(text, at)
        if not begins:
            break
        opening = begins.start()
        if opening > at:
            writer.words(unescape(text[at:opening]))
        if text.startswith("<!--", opening):
            end = text.find("-->", opening + 4)
            at = len(text) if end < 0 else end + 3
        elif tag := _TAG.match(text, opening):
            writer.tag(tag[2].lower(), bool(tag[1]), tag[3])
            at = tag.end()
        elif nothing := _NOTHING.match(text, opening):
            at = nothing.end()
        else:
            writer.words("<")
            at = opening + 1
    writer.words(unescape(text[at:]))
    return writer.text()


class _Writer:
    """Writes Markdown, a word and a tag at a time."""

    def __init__(self, picture: Callable[[str], str] | None) -> None:
        self._picture = picture
        self._lines = list[str]()
        self._line = list[str]()
        self._prefix = ""
        self._lists = list[int]()
        self._deeper = 0
        self._quoted = 0
        self._unseen = 0
        self._as_it_is = False
        self._open = list[tuple[str, str]]()
        self._links = list[str]()

    def words(self, text: str) -> None:
        if self._unseen or not text:
            return
        if self._as_it_is:
            first, *others = text.split("\n")
            self._line.append(first)
            for other in others:
                self._end()
                self._line.append(other)
            return
        bare = re.sub(r"[ \t\r\n\f]+", " ", text.replace("\xa0", " "))
        if not self._line or self._line[-1].endswith(" "):
            bare = bare.lstrip(" ")
        if bare.startswith(" "):
            bare = self._spaced() + bare[1:]
        if bare:
            self._line.append(bare)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen + (-1 if closing else 1))
        elif self._unseen:
            return
        elif name in _MARKS:
            self._mark(name, closing)
        elif name == "br":
            self._end()
        elif name == "hr":
            self._apart()
            self._lines.append("***")
            self._apart()
        elif name == "a":
            self._link(closing, attributes)
        elif name == "img" and not closing and self._picture:
            self.words(self._picture(_address(attributes)))
        else:
            self._block(name, closing)

    def text(self) -> str:
        """All of it."""
        self._apart()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _block(self, name: str, closing: bool) -> None:
        if name in {"ul", "ol"}:
            self._list(name, closing)
        elif name == "li":
            self._end_if_begun()
            if not closing:
                self._prefix = self._bullet()
        elif name == "blockquote":
            self._apart()
            self._quoted = max(0, self._quoted + (-1 if closing else 1))
        elif name == "pre":
            self._verbatim(closing)
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._apart()
            self._prefix = "" if closing else "#" * int(name[1]) + " "
        elif name in _BLOCKS:
            if self._lists or name in {"div", "tr", "dt", "dd"}:
                self._end_if_begun()
            else:
                self._apart()

    def _verbatim(self, closing: bool) -> None:
        if closing != self._as_it_is:
            return
        if closing:
            self._end_if_begun()
        else:
            self._apart()
        self._as_it_is = not closing
        self._lines.append("```")

    def _list(self, name: str, closing: bool) -> None:
        self._end_if_begun()
        if not self._lists and not self._deeper:
            self._apart()
        if not closing:
            if len(self._lists) < DEEPEST:
                self._lists.append(0 if name == "ol" else -1)
            else:
                self._deeper += 1
        elif self._deeper:
            self._deeper -= 1
        elif self._lists:
            self._lists.pop()
            if not self._lists:
                self._apart()

    def _bullet(self) -> str:
        if not self._lists:
            return "- "
        indent = "  " * (len(self._lists) - 1)
        if self._lists[-1] < 0:
            return f"{indent}- "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1]}. "

    def _mark(self, name: str, closing: bool) -> None:
        if self._as_it_is:
            return
        if not closing:
            if len(self._open) < 100 and all(mark != _MARKS[name] for _, mark in self._open):
                self._open.append((name, _MARKS[name]))
                self._line.append(_MARKS[name])
        elif self._open and self._open[-1][0] == name:
            _, mark = self._open.pop()
            self._close(mark)

    def _close(self, mark: str) -> None:
        """A closing mark stands at its word: Markdown knows none after a space."""
        gap = False
        while self._line and self._line[-1].strip() == "" and self._line[-1]:
            self._line.pop()
            gap = True
        if self._line and self._line[-1] == mark:
            self._line.pop()  # nothing stood between
        elif self._line:
            if self._line[-1].endswith(" "):
                self._line[-1] = self._line[-1].rstrip(" ")
                gap = True
            self._line.append(mark)
        if gap:
            self._line.append(" ")

    def _spaced(self) -> str:
        """A space at the beginning of words; before the marks that were just opened, as Markdown wants it."""
        opened = [mark for _, mark in self._open]
        at = len(self._line)
        while at and self._line[at - 1] in opened:
            at -= 1
        if at == len(self._line):
            return " "
        if at and not self._line[at - 1].endswith(" "):
            self._line.insert(at, " ")
        return ""

    def _link(self, closing: bool, attributes: str) -> None:
        if self._as_it_is:
            return
        if not closing:
            address = _address(attributes)
            if address and len(self._links) < 100:
                self._line.append("[")
            self._links.append(address)
        elif self._links and (address := self._links.pop()) and len(self._links) < 100:
            self._line.append(f"]({address})")

    def _end_if_begun(self) -> None:
        if self._line:
            self._end()

    def _end(self) -> None:
        """The line is complete. Marks that are open are closed, and opened again on the next: none spans two lines."""
        marks = [mark for _, mark in self._open]
        if self._line and not self._as_it_is:
            for mark in reversed(marks):
                self._close(mark)
        line = "".join(self._line)
        if not self._as_it_is:
            line = line.strip(" ")
        quote = "> " * min(self._quoted, DEEPEST)
        self._lines.append(f"{quote}{self._prefix}{line}" if line or self._as_it_is else "")
        if line or self._as_it_is:
            self._prefix = ""
        self._line = list(marks) if not self._as_it_is else []

    def _apart(self) -> None:
        """An empty line, unless there is one."""
        if any(part not in _MARKS.values() for part in self._line):
            self._end()
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    return unescape(next((part for part in found.groups() if part), "")) if found else ""
