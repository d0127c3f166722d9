"""A measure is read whole, and its answers come to what its source says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.core.errors import Faulty, Trouble
from selfcompassion_desktop.core.measure import Measure, checked, definition, digest, parse, results, value_of

DATA = Path(__file__).parent.parent / "data" / "measures"
SMALL = """
id: small
title: Small
about: Two things.
licence: CC0-1.0
items:
  - {id: pain, text: "How strong?", from: 0, to: 10, low: none, high: strongest, better: low}
  - {id: way, text: "How much in the way?", from: 0, to: 10, low: not, high: wholly}
""".lstrip()


def shape(name: str) -> Measure:
    return parse((DATA / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")


def numbered(*values: int | None) -> dict[str, int]:
    return {f"i{number}": value for number, value in enumerate(values, start=1) if value is not None}


def faults(text: str) -> list[str]:
    with pytest.raises(Faulty) as caught:
        parse(text, "m.yaml")
    return [f"{fault.line}: {fault.message}" for fault in caught.value.faults]


def test_a_mean_with_reversed_items_is_the_known_one() -> None:
    measure = shape("scs-sf-shape")
    (total,) = results(measure, numbered(2, 4, 3, 3, 4, 3, 3, 4, 2, 4, 2, 1))
    assert total.value == pytest.approx(3.583333, abs=5e-7)
    assert (total.least, total.most, total.better) == (1, 5, "high")
    assert total.band is not None
    assert total.band.name == "high"
    assert total.reliability is not None
    assert (total.reliability.sd, total.reliability.r) == (0.62, 0.93)


def test_a_sum_with_reversed_items_is_the_known_one() -> None:
    measure = shape("pss-10-shape")
    (total,) = results(measure, numbered(3, 2, 3, 1, 2, 3, 2, 1, 3, 2))
    assert total.value == 26
    assert (total.least, total.most, total.band) == (0, 40, None)


def test_what_is_left_open_is_never_zero() -> None:
    measure = shape("pss-10-shape")
    (score,) = measure.scores
    all_but_two = numbered(4, 4, 4, 0, 0, 4, 0, 0, None, None)
    assert value_of(measure, score, all_but_two) == 40
    all_but_three = numbered(4, 4, 4, 0, 0, 4, 0, None, None, None)
    assert value_of(measure, score, all_but_three) is None
    assert value_of(measure, score, {}) is None


def test_without_a_score_each_item_stands_for_itself() -> None:
    pain, way = results(parse(SMALL, "m.yaml"), {"pain": 0})
    assert (pain.id, pain.value, pain.better) == ("pain", 0, "low")
    assert (way.id, way.value) == ("way", None)


def test_a_band_ends_with_the_value_it_names() -> None:
    (score,) = shape("scs-sf-shape").scores
    named = [(value, band.name) for value in (1, 2.5, 2.51, 3.5, 5) if (band := score.band(value))]
    assert named == [(1, "low"), (2.5, "low"), (2.51, "moderate"), (3.5, "moderate"), (5, "high")]


def test_an_answer_that_cannot_be_given_is_refused_in_a_sentence() -> None:
    measure = parse(SMALL, "m.yaml")
    assert checked(measure, {"pain": 10, "way": None}) == {"pain": 10}
    with pytest.raises(Trouble, match="“pain” is answered with a whole number from 0 to 10; 11 is none of them"):
        checked(measure, {"pain": 11})
    with pytest.raises(Trouble, match="asks nothing called “mood”; it asks: pain, way"):
        checked(measure, {"mood": 3})


def test_every_fault_is_told_at_once_with_its_line() -> None:
    told = faults(
        """
id: Small One
about: Two things.
items:
  - {id: pain, text: "How strong?", from: 10, to: 0, low: none, high: strongest, better: less}
  - {id: pain, text: "", from: 0, to: 10, low: none}
  - id: way
    text: In the way?
    choices: [{value: 0, text: no}, {value: 0, text: yes}]
scores:
  - {id: total, title: Total, items: [pain, mood], how: added, missing: 2, reliability: {sd: 0, r: 1.2}}
  - {id: other, title: Other, items: [pain], how: sum, bands: [{to: 3, name: a}, {to: 2, name: b}]}
""".lstrip()
    )
    expected = (
        "1: id “Small One”: small letters, digits and hyphens only",
        "1: “title” is missing",
        "4: a scale goes from the lower number to the higher",
        "4: “better: less” is none of: low, high",
        "5: the item in line 4 is called “pain” too",
        "5: “text” is missing",
        "5: “high” is missing",
        "8: another choice has the value 0 too",
        "10: no item is called “mood”",
        "10: “how: added” is none of: mean, sum",
        "10: “missing” is a number from 0 to 1",
        "10: “r” is a number from 0 to 1",
        "10: “source” is missing",
        "10: a standard deviation is more than zero",
        "11: bands go from the lowest up",
    )
    for each in expected:
        assert any(t.startswith(each) for t in told), (each, told)
    assert len(told) == len(expected)


@pytest.mark.parametrize(
    "text",
    ["", "- a\n- b\n", "items: [}", "\x00", "a: &a [*a]", "items: !!python/object/apply:os.system ['x']\n"],
)
def test_what_is_no_measure_is_refused_and_nothing_of_it_is_run(text: str) -> None:
    assert faults(text)


def test_a_definition_reads_back_as_what_it_was() -> None:
    for name in ("scs-sf-shape", "pss-10-shape"):
        measure = shape(name)
        kept = parse(definition(measure), "kept")
        assert (definition(kept), digest(kept)) == (definition(measure), digest(measure))
        answers = {item.id: item.values[-1] for item in measure.items}
        assert results(kept, answers) == results(measure, answers)


def test_the_example_in_the_documents_is_read_without_a_warning() -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    measure = parse(example, "example.yaml")
    assert measure.warnings == ()
    (total,) = results(measure, {"rest": 4, "calm": 3})
    assert (total.value, total.band) == (5.5, None)


WORDS = st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and t.isprintable())


@given(title=WORDS, text=WORDS, low=WORDS)
def test_any_words_of_a_definition_come_back(title: str, text: str, low: str) -> None:
    quoted = [" ".join(each.split()).replace("\\", "\\\\").replace('"', '\\"') for each in (title, text, low)]
    written = SMALL.replace("title: Small", f'title: "{quoted[0]}"').replace("How strong?", quoted[1])
    measure = parse(written.replace("low: none", f'low: "{quoted[2]}"'), "m.yaml")
    kept = parse(definition(measure), "kept")
    assert (kept.title, kept.items[0].text, kept.items[0].low) == (
        measure.title,
        measure.items[0].text,
        measure.items[0].low,
    )
    assert digest(kept) == digest(measure)
