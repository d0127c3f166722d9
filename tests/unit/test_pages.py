"""The pages that are read: whom one can reach, and places to start writing from."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcompassion_desktop.content.pages import Pages
from selfcompassion_desktop.core.errors import Faulty
from selfcompassion_desktop.core.pages import parse_help, parse_prompts

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "pages"

HELP = """
known: May 2030
regions:
  - id: here
    name: Here
    emergency: "112"
    lines:
      - {who: Someone, reach: "123", note: At night.}
  - id: elsewhere
    name: Elsewhere
    emergency: "113"
    lines:
      - {who: Another, reach: "456"}
"""


def test_built_in_help_has_a_number_for_every_region() -> None:
    page = Pages(ASSETS).help()

    assert page.known == "November 2026"
    assert [region.id for region in page.regions] == ["uk", "ie", "us", "ca", "au", "nz", "eu", "elsewhere"]
    assert all(region.emergency and region.lines for region in page.regions)
    assert page.region("uk").lines[0].reach == "116 123"
    assert page.region("au").emergency == "000"


def test_a_region_that_is_not_there_is_elsewhere() -> None:
    page = parse_help(HELP, "help.yaml")

    assert page.region("here").name == "Here"
    assert page.region("the moon").name == "Elsewhere"
    assert page.region("").lines[0].note == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("known: [", "not YAML"),
        ("", "`regions:` is missing"),
        ("regions: []", "`regions:` is missing"),
        (HELP.replace('"112"', "112"), "`emergency:` is missing, or is not text; put numbers in quotes"),
        (HELP.replace("who: Someone, ", ""), "`who:` is missing"),
        (HELP.replace("known: May 2030", ""), "`known:` is missing"),
    ],
)
def test_a_bad_help_page_says_what_would_be_right(text: str, says: str) -> None:
    with pytest.raises(Faulty) as caught:
        parse_help(text, "help.yaml")
    assert says in caught.value.sentence
    assert caught.value.faults[0].file == "help.yaml"


def test_prompts_are_lines_of_text() -> None:
    assert parse_prompts("prompts:\n  - One.\n  - '  Two. '\n", "p.yaml") == ("One.", "Two.")
    with pytest.raises(Faulty, match="one line of text"):
        parse_prompts("prompts:\n  - Like this: a mapping\n", "p.yaml")


def test_built_in_prompts_are_many_and_all_different() -> None:
    prompts = Pages(ASSETS).prompts()

    assert len(prompts) == len(set(prompts)) >= 24
    assert not [p for p in prompts if "should" in p.lower() or "!" in p]


def test_a_missing_or_unreadable_page_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"help\.yaml: the page cannot be read"):
        Pages(tmp_path).help()
    (tmp_path / "prompts.yaml").write_bytes(b"prompts:\n  - caf\xe9\n")
    with pytest.raises(Faulty, match="not UTF-8"):
        Pages(tmp_path).prompts()
