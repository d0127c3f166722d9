"""Markdown → HTML, as far as a journal writes it: headings, lists, quotes, code, lines, bold, italic, links, pictures.

Everything that the text holds is escaped; no tag comes out that is not written here. A line's end is a line's end,
because people write poems and lists without knowing Markdown. Any text is read in a time that grows with its length
alone, and nothing in it nests deeper than a browser or a printer takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

DEEPEST = 8
"""How deep quotes and lists nest; what is deeper is shown as it was typed."""
OPEN_MOST = 16
"""How many emphases may be open at once."""
RUN_MOST = 6
"""A longer row of stars or underlines is no emphasis."""

Picture = Callable[[str, str], str]
"""HTML for a picture, from its id and what is said of it; empty where there is none such."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$", re.DOTALL)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r" {0,3}(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")

_PIECE = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<ticks>`+)
    | (?P<image>!?)\[(?P<words>(?:[^\[\]\\\n]|\\.){0,500})\]
      \(<?(?P<target>[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?(?:[ ]"[^"\n]{0,200}")?\)
    | (?P<address>https?://\w[^\s<>"]{0,2000})
    | (?P<stars>\*+|_+|~~)
    | (?P<end>\n)""",
    re.VERBOSE,
)
# What a piece can begin with; a set of characters is looked for five times as quickly as the pieces themselves.
_BEGINS = re.compile(r"[\\`!\[*_~\nh]")
_BEGINS_BUT_ADDRESSES = re.compile(r"[\\`!\[*_~\n]")
_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_PARAGRAPH = '<p dir="auto">'
_TAGS = {"*": ("em", "strong"), "_": ("em", "strong"), "~": ("s", "s")}


def no_picture(picture_id: str, words: str) -> str:
    """No picture is at hand; what is said of it is shown in its place."""
    return ""


def as_html(text: str, picture: Picture = no_picture, top: int = 3) -> str:
    """A text as HTML, a block a line.

    Args:
        text: Markdown.
        picture: gives a picture that the text names as `picture:<id>`.
        top: the level that `#` becomes; what would go beyond `h6` is `h6`.
    """
    return "\n".join(blocks(text, picture, top))


def blocks(text: str, picture: Picture = no_picture, top: int = 3) -> Iterator[str]:
    """The same, one block after another: a long text can be written or laid out piece by piece."""
    yield from _Reader(picture, top).blocks(_LINE_END.split(text), 0)


class _Reader:
    """Reads blocks."""

    def __init__(self, picture: Picture, top: int) -> None:
        self._picture = picture
        self._top = top

    def blocks(self, lines: Sequence[str], depth: int) -> Iterator[str]:
        at = 0
        while at < len(lines):
            line = lines[at]
            if not line.strip():
                at += 1
            elif heading := _HEADING.match(line):
                yield self._heading(heading)
                at += 1
            elif _RULE.match(line):
                yield "<hr>"
                at += 1
            elif fence := _FENCE.match(line):
                end = _fence_end(lines, at + 1, fence[1])
                yield f"<pre><code>{_shown(chr(10).join(lines[at + 1 : end]))}</code></pre>"
                at = end + 1
            elif depth < DEEPEST and _QUOTE.match(line):
                end = _quote_end(lines, at)
                inner = [_QUOTE.sub("", each, count=1) for each in lines[at:end]]
                yield f'<blockquote dir="auto">{"".join(self.blocks(inner, depth + 1))}</blockquote>'
                at = end
            elif depth < DEEPEST and _ITEM.match(line):
                found, at = self._list(lines, at, depth)
                yield found
            else:
                end = at + 1
                while end < len(lines) and not self._interrupts(lines[end], depth):
                    end += 1
                yield f"{_PARAGRAPH}{self.inline(_trimmed(lines[at:end]))}</p>"
                at = end

    def inline(self, text: str) -> str:
        return _Inline(text, self._picture).html()

    def _heading(self, found: re.Match[str]) -> str:
        level = min(6, self._top + len(found[1]) - 1)
        words = _CLOSING_MARKS.sub("", found[2] or "").strip()
        return f'<h{level} dir="auto">{self.inline(words)}</h{level}>'

    def _interrupts(self, line: str, depth: int) -> bool:
        """Whether a line ends the paragraph before it."""
        if not line.strip() or _HEADING.match(line) or _RULE.match(line) or _FENCE.match(line):
            return True
        if depth == DEEPEST:
            return False
        item = _ITEM.match(line)  # "1986. A good year" may well be a sentence's second line
        return bool(_QUOTE.match(line)) or (item is not None and (item[1] is None or int(item[1]) == 1))

    def _list(self, lines: Sequence[str], at: int, depth: int) -> tuple[str, int]:
        first = _ITEM.match(lines[at])
        assert first is not None
        numbered = first[1] is not None
        items: list[str] = []
        while at < len(lines) and (mark := _ITEM.match(lines[at])) and (mark[1] is not None) == numbered:
            if _RULE.match(lines[at]):
                break
            end = self._item_end(lines, at + 1, depth)
            width = len(mark[0])
            inner = [lines[at][width:], *(_dedented(each, width) for each in lines[at + 1 : end])]
            items.append(f'<li dir="auto">{self._item(inner, depth)}</li>')
            at = end
        if numbered:
            start = "" if int(first[1]) == 1 else f' start="{int(first[1])}"'
            return f"<ol{start}>{''.join(items)}</ol>", at
        return f"<ul>{''.join(items)}</ul>", at

    def _item(self, lines: list[str], depth: int) -> str:
        while lines and not lines[-1].strip():
            lines.pop()
        found = list(self.blocks(lines, depth + 1))
        if any(not line.strip() for line in lines):
            return "".join(found)
        return "".join(each.removeprefix(_PARAGRAPH).removesuffix("</p>") for each in found)

    def _item_end(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Where an item ends: what is indented belongs to it, also after an empty line; so does its own paragraph."""
        blank = False
        while at < len(lines):
            line = lines[at]
            if not line.strip():
                blank = True
            elif line[0] in " \t" and len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" ")) >= 2:
                blank = False
            elif blank or _ITEM.match(line) or self._interrupts(line, depth):
                break
            at += 1
        while at and not lines[at - 1].strip():
            at -= 1
        after = at
        while after < len(lines) and not lines[after].strip():
            after += 1
        return after if after < len(lines) and _ITEM.match(lines[after]) else at


@dataclass(slots=True)
class _Opened:
    """Marks that may yet begin an emphasis: where they stand among the pieces, and how many are left."""

    at: int
    mark: str
    count: int
    tags: str = ""


class _Inline:
    """Reads what stands within a block."""

    def __init__(self, text: str, picture: Picture, linked: bool = False) -> None:
        self._text = text
        self._picture = picture
        self._linked = linked
        self._out: list[str] = []
        self._open: list[_Opened] = []

    def html(self) -> str:
        text, at, looked = self._text, 0, 0
        begins = _BEGINS if "://" in text else _BEGINS_BUT_ADDRESSES
        closing = _closing_ticks(text) if "`" in text else {}
        while begun := begins.search(text, looked):
            looked = begun.end()
            if found := _PIECE.match(text, begun.start()):
                self._out.append(_shown(text[at : found.start()]))
                at = looked = self._take(found, closing)
        self._out.append(_shown(text[at:]))
        return "".join(self._out)

    def _take(self, found: re.Match[str], closing: dict[int, int]) -> int:
        """Read one piece; returns where reading goes on."""
        if found["escaped"]:
            self._out.append(_shown(found["escaped"]))
        elif found["end"]:
            self._out.append("<br>\n")
        elif found["ticks"]:
            return self._code(found, closing)
        elif found["stars"]:
            self._emphasis(found)
        elif found["address"]:
            return self._address(found)
        else:
            self._link(found)
        return found.end()

    def _code(self, found: re.Match[str], closing: dict[int, int]) -> int:
        end = closing.get(found.start())
        if end is None:
            self._out.append(found[0])
            return found.end()
        inner = self._text[found.end() : end].replace("\n", " ")
        if inner.strip(" ") and inner[0] == inner[-1] == " ":
            inner = inner[1:-1]
        self._out.append(f"<code>{_shown(inner)}</code>")
        return end + len(found[0])

    def _address(self, found: re.Match[str]) -> int:
        address = found["address"].rstrip(".,;:!?'*_~”’»)]}")
        if address.count("(") > address.count(")") and found["address"][len(address) :].startswith(")"):
            address += ")"
        self._out.append(_shown(address) if self._linked else _anchor(address, _shown(address)))
        return found.start() + len(address)

    def _link(self, found: re.Match[str]) -> None:
        words, target = found["words"], found["target"]
        if found["image"]:
            known = self._picture(target.removeprefix("picture:"), _unescaped(words)) if _is_picture(target) else ""
            self._out.append(known or f'<span class="gone">{_shown(_unescaped(words) or target)}</span>')
        elif self._linked or not _FOLLOWED.fullmatch(target):
            self._out.append(_shown(found[0]))
        else:
            inner = _Inline(words, self._picture, linked=True).html()
            self._out.append(_anchor(target, inner or _shown(target)))

    def _emphasis(self, found: re.Match[str]) -> None:
        run, text = found["stars"], self._text
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        mark, count = run[0], len(run)
        if count > RUN_MOST:
            self._out.append(run)
            return
        opens, closes = bool(after.strip()), bool(before.strip())
        if mark == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if closes:
            count = self._close(mark, count)
        if count and opens and len(self._open) < OPEN_MOST:
            self._open.append(_Opened(len(self._out), mark, count))
            self._out.append("")  # for the tags that it may turn out to begin
        if count:
            self._out.append(mark * count)

    def _close(self, mark: str, count: int) -> int:
        """End the emphases that these marks end; returns how many marks are left over."""
        while count and any(each.mark == mark for each in self._open):
            while self._open[-1].mark != mark:
                self._open.pop()
            opened = self._open[-1]
            used = min(2, opened.count, count)
            tag = _TAGS[mark][used - 1]
            opened.count -= used
            opened.tags = f"<{tag}>{opened.tags}"
            self._out[opened.at] = mark * opened.count + opened.tags
            self._out[opened.at + 1] = ""
            self._out.append(f"</{tag}>")
            count -= used
            if not opened.count:
                self._open.pop()
        return count


def _anchor(target: str, words: str) -> str:
    return f'<a href="{escape(target)}" rel="noreferrer noopener">{words}</a>'


def _is_picture(target: str) -> bool:
    return target.startswith("picture:")


def _shown(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text), quote=False)


def _unescaped(words: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words)


def _trimmed(lines: Sequence[str]) -> str:
    return "\n".join(line.strip(" \t") for line in lines)


def _quote_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and _QUOTE.match(lines[at]):
        at += 1
    return at


def _fence_end(lines: Sequence[str], at: int, fence: str) -> int:
    """The line that closes a fence; the end where none does."""
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    while at < len(lines) and not closing.match(lines[at]):
        at += 1
    return at


def _dedented(line: str, width: int) -> str:
    """A line of an item without the indentation of its own that makes it belong there."""
    bare = line.lstrip(" \t")
    indent = len(line[: len(line) - len(bare)].expandtabs(4))
    return " " * max(0, indent - width) + bare


def _closing_ticks(text: str) -> dict[int, int]:
    """For each run of backticks that opens a code span, where the run that closes it begins."""
    found: dict[int, int] = {}
    next_of: dict[int, int] = {}
    for run in reversed(list(re.finditer("`+", text))):
        length = len(run[0])
        if length in next_of:
            found[run.start()] = next_of[length]
        next_of[length] = run.start()
    return found
