"""The markup of txt2tags, as RedNotebook uses it, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

LINE_MOST = 20_000
"""Characters of a line in which marks are looked for; a longer one was written by no person."""
_RULE = re.compile(r"^[ \t]*[=\-_]{20,}[ \t]*$")
_TITLE = re.compile(r"^[ \t]*(={1,5}|\+{1,5})(?![=+])[ \t]*(.*?)[ \t]*(?<![=+])\1(?:\[[\w-]*\])?[ \t]*$")
_NUMBERED = re.compile(r"^([ \t]*)\+ (?=\S)")
_BREAK = re.compile(r"\\\\[ \t]*$")
_INLINE = re.compile(
    r'\[""(?P<picture>[^"\]]{1,1000})""(?P<ending>\.\w{1,5})(?:\?\d*)?\]'
    r'|\[(?P<name>[^\[\]"]{0,500}?)\s""(?P<address>[^"\s](?:[^"]{0,1000}?[^"\s])?)""\]'
    r"|``(?P<mono>[^\n]{1,500}?)``"
    r'|""(?P<plain>[^\n]{1,500}?)""'
    r"|''(?P<tagged>[^\n]{1,500}?)''"
    r"|(?P<link>\b(?:https?|ftp|file|mailto):[^\s\"\]]{1,1000})"
    r"|//(?P<italic>(?=[^\s/])[^\n]{0,500}?[^\s/])//"
    r"|__(?P<underlined>(?=[^\s_])[^\n]{0,500}?[^\s_])__"
    r"|--(?P<struck>(?=[^\s-])[^\n]{0,500}?[^\s-])--"
)
_AROUND = {"italic": "*", "underlined": "*", "struck": "~~"}


def to_markdown(text: str, picture: Callable[[str], str]) -> str:
    """The same text in Markdown; underlined words, which Markdown does not know, lean.

    Args:
        text: as RedNotebook holds it.
        picture: gives the Markdown that stands for a picture of this path.
    """
    written = list[str]()
    verbatim = False
    number = 0
    for line in text.split("\n"):
        if line.strip() in {"```", '"""', "'''"}:
            verbatim = not verbatim
            written.append("```")
        elif verbatim or len(line) > LINE_MOST:
            written.append(line)
        elif _RULE.match(line):
            written.append("***")  # not dashes, which would make a title of the line before
        else:
            number = number + 1 if _NUMBERED.match(line) else 0
            written.append(_line(line, number, picture))
    return "\n".join(written)


def _line(line: str, number: int, picture: Callable[[str], str]) -> str:
    line = _BREAK.sub("", line)
    if (title := _TITLE.match(line)) and title[2]:
        return f"{'#' * len(title[1])} {_inline(title[2], picture)}"
    return _inline(_NUMBERED.sub(rf"\g<1>{number}. ", line), picture)


def _inline(text: str, picture: Callable[[str], str], depth: int = 0) -> str:
    def replaced(found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        inner = found[kind]
        if kind == "ending":
            return picture(f"{found['picture']}{inner}")
        if kind == "address":
            return f"[{found['name']}]({inner})"
        if kind == "mono":
            return f"`{inner}`"
        if mark := _AROUND.get(kind):
            return f"{mark}{_inline(inner, picture, depth + 1) if depth < 4 else inner}{mark}"
        return inner

    return _INLINE.sub(replaced, text)
