"""What a journal's Markdown looks like as HTML."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.markup import DEEPEST, as_html

P = '<p dir="auto">'


def inner(text: str) -> str:
    """The HTML of a text of one paragraph, without the paragraph."""
    found = as_html(text)
    assert found.startswith(P)
    assert found.endswith("</p>")
    return found[len(P) : -4]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        (
            "**bold** and *leaning* and __bold__ and _leaning_",
            "<strong>bold</strong> and <em>leaning</em> and <strong>bold</strong> and <em>leaning</em>",
        ),
        ("**bold *both* bold**", "<strong>bold <em>both</em> bold</strong>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("~~gone~~", "<s>gone</s>"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**never closed", "**never closed"),
        ("*crossed __over* again__", "<em>crossed __over</em> again__"),
        ("*" * 20 + "a" + "*" * 20, "*" * 20 + "a" + "*" * 20),
        (r"\*not\* and a \\ and C:\temp", r"*not* and a \ and C:\temp"),
        ("`a *b* <c>`", "<code>a *b* &lt;c&gt;</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("a ` b", "a ` b"),
        ("one\ntwo", "one<br>\ntwo"),
        ("one\r\ntwo\rthree", "one<br>\ntwo<br>\nthree"),
        ("5 < 6 & 7 > 6", "5 &lt; 6 &amp; 7 &gt; 6"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
    ],
)
def test_within_a_line(text: str, html: str) -> None:
    assert inner(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One", '<h3 dir="auto">One</h3>'),
        ("###### Six #", '<h6 dir="auto">Six</h6>'),
        ("#tag", f"{P}#tag</p>"),
        ("---", "<hr>"),
        ("a\n---\nb", f"{P}a</p>\n<hr>\n{P}b</p>"),
        ("> a\n> b\nc", f'<blockquote dir="auto">{P}a<br>\nb</p></blockquote>\n{P}c</p>'),
        ("- a\n- b", '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>'),
        ("- a\n  - b\n- c", '<ul><li dir="auto">a<ul><li dir="auto">b</li></ul></li><li dir="auto">c</li></ul>'),
        ("1. a\n2. b", '<ol><li dir="auto">a</li><li dir="auto">b</li></ol>'),
        ("3) a", '<ol start="3"><li dir="auto">a</li></ol>'),
        ("Born in\n1986. A good year", f"{P}Born in<br>\n1986. A good year</p>"),
        ("- a\n\n- b\n\nc", f'<ul><li dir="auto">a</li><li dir="auto">b</li></ul>\n{P}c</p>'),
        ("- a\n\n  more", f'<ul><li dir="auto">{P}a</p>{P}more</p></li></ul>'),
        ("```py\n<b>\n\n# x\n```\nz", f"<pre><code>&lt;b&gt;\n\n# x</code></pre>\n{P}z</p>"),
        ("```\nnever closed", "<pre><code>never closed</code></pre>"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert as_html(text) == html


def test_only_addresses_of_the_web_and_of_mail_are_links() -> None:
    web = '<a href="https://example.org/a_(b)?c=1&amp;d=2" rel="noreferrer noopener">'
    assert inner("https://example.org/a_(b)?c=1&d=2.") == f"{web}https://example.org/a_(b)?c=1&amp;d=2</a>."
    assert inner("[here](https://example.org/a_(b)?c=1&d=2)") == f"{web}here</a>"
    assert inner("[me](mailto:a@b.c)") == '<a href="mailto:a@b.c" rel="noreferrer noopener">me</a>'
    for other in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//host/x",
        "\\\\host\\x",
        "smb://a/b",
    ):
        assert "<a" not in as_html(f"[x]({other})")


def test_pictures_are_those_of_the_journal_alone() -> None:
    def picture(picture_id: str, words: str) -> str:
        return f"<img {picture_id}: {words}>" if picture_id == "p1" else ""

    assert as_html("![the sea](picture:p1)", picture) == f"{P}<img p1: the sea></p>"
    for text in ("![the sea](picture:p2)", "![the sea](https://example.org/x.png)", "![the sea](file:///etc/passwd)"):
        assert as_html(text, picture) == f'{P}<span class="gone">the sea</span></p>'


class _Balance(HTMLParser):
    """Which tags are open, and what was ever there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.deepest = 0
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("br", "hr"):
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


OURS = {"p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"} | {
    f"h{n}" for n in range(1, 7)
}
MARKS = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "](",
        ")",
        "!",
        "\\",
        "<",
        ">",
        "&",
        '"',
        "'",
        "# ",
        "- ",
        "1. ",
        "> ",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "```\n",
        "---\n",
        "https://a.b",
        "javascript:x",
        "a",
        "é",
        "日",
        "👩‍👧",
        "<script>",
        "</p>",
        "onload=",
    ]
)


@given(st.lists(MARKS | st.text(max_size=5), max_size=40).map("".join))
def test_whatever_is_written_only_our_own_tags_come_out_and_each_is_closed(text: str) -> None:
    page = _Balance()
    page.feed(as_html(text))
    page.close()
    assert not page.open
    assert page.seen <= OURS
    assert page.attributes <= {"dir", "href", "rel", "start", "class"}


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs")), max_size=60))
def test_words_without_marks_stay_as_they_are(text: str) -> None:
    page = _Balance()
    page.feed(as_html(text))
    assert "".join("".join(page.words).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "> " * 50_000,
        "- " * 50_000 + "x",
        "*a " * 50_000,
        "**a" * 50_000,
        "[" * 100_000,
        "![](" * 50_000,
        "`" * 100_000,
        "` `` " * 20_000,
        "*" * 100_000,
        "_a*b" * 30_000,
        "\\" * 100_000,
        "<" * 100_000,
        "\n" * 200_000,
        "- a\n\n" * 30_000,
        "1. a\n   - b\n" * 10_000,
        "# " * 50_000,
        "# " + " #" * 50_000 + "x",
        "https://a" + "(" * 50_000,
        "-" * 50_000 + "x",
        "- " * 30_000 + "\n" + "  " * 30_000 + "x",
        "~~a" * 30_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_no_text_takes_long_or_nests_deep(text: str) -> None:
    # case IM14
    began = time.process_time()
    page = _Balance()
    page.feed(as_html(text))
    assert time.process_time() - began < 5
    assert page.deepest <= 2 * DEEPEST + 20
