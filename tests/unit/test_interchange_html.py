"""HTML of other programs as Markdown."""

from __future__ import annotations

import pytest

from selfcompassion_desktop.content.interchange.html_text import seems_html, to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a<b> bold </b>word, <i><b>both</b></i>.", "a **bold** word, ***both***."),
        ("<b>one<br>two</b>", "**one**\n**two**"),
        ("<b></b>empty<i> </i>", "empty"),
        ("<h2>Title</h2>text", "## Title\n\ntext"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>after", "- a\n- b\n  1. c\n  2. d\n\nafter"),
        ("<ul><li>never closed<li>either", "- never closed\n- either"),
        ("<blockquote>kind<br>words</blockquote>on", "> kind\n> words\n\non"),
        ('<a href="https://example.org/?a=1&amp;b=2">a page</a>', "[a page](https://example.org/?a=1&b=2)"),
        ("<pre>  as\n   it is</pre>", "```\n  as\n   it is\n```"),
        ("<s>no</s> <u>yes</u> <code>x</code><hr>", "~~no~~ *yes* `x`\n\n***"),
        ("5 < 6 &amp; 7 > 2 &lt;3 &#128578;", "5 < 6 & 7 > 2 <3 🙂"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<style>p{}</style><script>if(a<b){}</script>seen", "seen"),
        ("<p onclick='x()'>still <unknown>here</unknown></p>", "still here"),
        ("<b>one <i>two</b> three</i>", "**one *two three***"),
    ],
)
def test_the_same_words_with_the_marks_of_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_a_text_that_only_speaks_of_tags_is_none() -> None:
    assert not seems_html("I <3 you, a < b > c, AT&T")
    assert not seems_html("**bold** text")
    assert seems_html("a <b>bold</b> one")
    assert seems_html("tea &amp; toast")
