"""The measures that come with the program, those of packs, and those that a person brings in."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import packs_in
from selfcompassion_desktop.core.errors import Faulty, NotThere, Trouble
from selfcompassion_desktop.core.measure import Measure, results
from selfcompassion_desktop.desktop.paths import assets_folder

SHIPPED = Library(packs_in(assets_folder(), Path("none")))
PUBLISHED = {"phq-4", "gad-7"}
OWN = """
id: {id}
title: {title}
about: One thing.
licence: CC0-1.0
items:
  - {{id: one, text: "How was it?", from: 0, to: 10, low: bad, high: good}}
""".lstrip()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(packs_in(assets_folder(), tmp_path / "packs"), tmp_path / "data" / "measures")


def definition_file(folder: Path, measure_id: str, title: str = "Mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{measure_id}.yaml"
    file.write_text(OWN.format(id=measure_id, title=title), encoding="utf-8")
    return file


def test_every_shipped_measure_is_read_without_fault_or_warning() -> None:
    assert SHIPPED.measure_faults == ()
    files = {file.stem for file in (assets_folder() / "measures").glob("*.yaml")}
    assert {measure.id for measure in SHIPPED.measures} == files
    assert [m.warnings for m in SHIPPED.measures if m.warnings] == []


@pytest.mark.parametrize("measure", SHIPPED.measures, ids=lambda m: m.id)
def test_it_is_ours_in_plain_words_or_names_its_authors(measure: Measure) -> None:
    if measure.id in PUBLISHED:
        assert "Spitzer" in measure.credit
        assert "No permission required" in measure.licence
        assert all(band.source for score in measure.scores for band in score.bands)
        return
    assert (measure.licence, measure.credit) == ("CC-BY-4.0", "")
    assert all(not score.bands for score in measure.scores)
    for item in measure.items:
        assert (item.least, item.most) == (0, 10)
        assert item.low
        assert item.high
        assert "!" not in item.text
        assert "should" not in item.text


@pytest.mark.parametrize(("name", "least", "most"), [("phq-4", 0, 12), ("gad-7", 0, 21)])
def test_a_published_one_adds_up_to_its_range(name: str, least: int, most: int) -> None:
    measure = SHIPPED.measure(name)
    for value, expected in ((0, least), (3, most)):
        total = results(measure, {item.id: value for item in measure.items})[0]
        assert (total.value, total.least, total.most) == (expected, least, most)
        assert total.band is not None


def test_the_bands_begin_where_their_source_says() -> None:
    gad, phq = SHIPPED.measure("gad-7").scores[0], SHIPPED.measure("phq-4").scores[0]
    assert [band.to + 1 for band in gad.bands[:-1]] == [5, 10, 15]
    assert [band.to for band in phq.bands] == [2, 5, 8, 12]


def test_one_of_ones_own_is_brought_in_and_answered_to(library: Library, tmp_path: Path) -> None:
    before = {measure.id for measure in library.measures}
    brought = library.bring_in(definition_file(tmp_path / "elsewhere", "mine"))
    assert brought.title == "Mine"
    assert {measure.id for measure in library.measures} == before | {"mine"}
    library.bring_in(definition_file(tmp_path / "elsewhere", "mine", "Mine, again"))
    assert library.measure("mine").title == "Mine, again"
    assert [file.name for file in (tmp_path / "data" / "measures").iterdir()] == ["mine.yaml"]


def test_what_has_faults_is_not_brought_in(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("id: bad\ntitle: Bad\nitems: []\n", encoding="utf-8")
    with pytest.raises(Faulty) as caught:
        library.bring_in(file)
    assert len(caught.value.faults) == 2
    assert not (tmp_path / "data" / "measures").exists()
    with pytest.raises(Faulty, match="cannot be read"):
        library.bring_in(tmp_path / "nowhere.yaml")


def test_one_that_comes_with_the_program_is_not_replaced(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="“pain-week” is the id of “Pain this week” already"):
        library.bring_in(definition_file(tmp_path, "pain-week"))


def test_a_pack_has_measures_too_and_a_bad_one_keeps_no_other_away(tmp_path: Path) -> None:
    definition_file(tmp_path / "packs" / "ana" / "measures", "hers", "Hers")
    (tmp_path / "packs" / "ana" / "measures" / "bad.yaml").write_bytes(b"\xff")
    library = Library(packs_in(assets_folder(), tmp_path / "packs"))
    assert library.measure("hers").title == "Hers"
    assert [fault.file for fault in library.measure_faults] == ["bad.yaml"]
    with pytest.raises(NotThere, match=r"This measure has a fault: bad\.yaml:1: this is not UTF-8"):
        library.measure("bad")
    with pytest.raises(NotThere, match=r"Perhaps: pain-week"):
        library.measure("pain-weak")
