"""What a consent allows to leave, and the formats it leaves in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core.checkin import CheckInRecord
from selfcompassion_desktop.core.course import Course, Study, parse
from selfcompassion_desktop.core.errors import Faulty, Trouble
from selfcompassion_desktop.core.measure import Measure, Phase, definition, digest
from selfcompassion_desktop.core.measure import parse as parse_measure
from selfcompassion_desktop.core.research import Consent, Dataset, Form, agreed, check, dataset, digest_of, words_of
from selfcompassion_desktop.core.research_files import DICTIONARY, files

FOLDER = Path(__file__).parent.parent / "data" / "courses" / "kind-days"
DAY = date(2026, 11, 25)
MOOD = parse_measure(
    """
id: 3-moods
title: Moods
about: Two things.
stem: Today,
licence: CC0-1.0
credit: Nobody 2020
items:
  - {id: low, text: "=How low?", from: 0, to: 10, low: none, high: "much\tof it", reverse: true}
  - {id: often, text: "How often?", choices: [{value: -1, text: "less, much"}, {value: 0, text: same}]}
scores:
  - {id: total, title: All, items: [low, often], how: mean, missing: 0.5}
""".lstrip(),
    "3-moods.yaml",
)


@pytest.fixture
def course() -> Course:
    return read_course(FOLDER)


def study_of(course: Course) -> Study:
    assert course.study is not None
    return course.study


def consent_to(course: Course) -> Consent:
    study, words = study_of(course), words_of(course, study_of(course))
    return Consent(
        "id", course.id, study.id, study.title, study.version, digest_of(words), words, "en",
        agreed(study, ["use"]), "a1b2c3d4e5f6", DAY, DAY,
    )  # fmt: skip


def answered(measure: Measure, days: int, answers: Mapping[str, int], phase: Phase = Phase.NONE) -> CheckInRecord:
    day = DAY + timedelta(days=days)
    return CheckInRecord(
        "x", measure.id, measure.title, f"{day}T10:00:00+01:00", day, phase, "run", "step", answers, False,
        digest(measure), definition(measure),
    )  # fmt: skip


@pytest.fixture
def data(course: Course) -> Dataset:
    study = replace(study_of(course), measures=(MOOD.id,))
    first = [answered(MOOD, -1, {"low": 1}), answered(MOOD, 0, {"low": 3, "often": -1}, Phase.BEFORE)]
    second = [
        answered(MOOD, 9, {"often": 0}, Phase.AFTER),
        replace(answered(MOOD, 9, {"low": 9}), digest="other"),
        replace(answered(MOOD, 9, {"low": 9}), draft=True),
        replace(answered(MOOD, 9, {"low": 9}), measure="another"),
    ]
    return dataset(study, consent_to(course), [MOOD], [first, second])


# ---------------------------------------------------------------------- the study of a course


def test_a_course_says_what_its_study_asks(course: Course) -> None:
    study = study_of(course)
    assert (study.id, study.version, study.text) == ("kindness-2026", "1.2", "study")
    assert [(p.id, p.needed) for p in study.purposes] == [("use", True), ("sharing", False)]
    assert study.measures == ("pain-week", "phq-4", "kindness-to-myself")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("phq-4, kind", "gad-7, kind", "“gad-7”, which this course never asks"),
        (", needed: true", "", "“needed: true” belongs to it"),
        ("id: sharing", "id: use", "is called “use” too"),
        ("  contact: Dr Ana Example, study@example.org\n", "", "“contact” is missing"),
        ('  version: "1.2"\n', "", "“version” is missing"),
        ("  measures: [pain-week, phq-4, kindness-to-myself]\n", "", "a study is about measures"),
    ],
)
def test_every_fault_of_a_study_is_told(old: str, new: str, told: str) -> None:
    text = (FOLDER / "course.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(Faulty) as caught:
        parse(text.replace(old, new), "course.yaml")
    assert told in "\n".join(str(fault) for fault in caught.value.faults)


def test_a_study_without_its_text_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "kind-days"
    folder.mkdir()
    (folder / "course.yaml").write_bytes((FOLDER / "course.yaml").read_bytes())
    with pytest.raises(Faulty, match=r"“study\.md” belongs beside"):
        read_course(folder)


# ---------------------------------------------------------------------- consent


def test_each_purpose_is_by_itself_and_none_is_agreed_to_unsaid(course: Course) -> None:
    study = study_of(course)
    assert agreed(study, ["use"]) == {"use": True, "sharing": False}
    with pytest.raises(Trouble, match="no taking part"):
        agreed(study, ["sharing"])
    with pytest.raises(Trouble, match="no purpose “all”"):
        agreed(study, ["use", "all"])


def test_nothing_leaves_without_a_consent_to_these_words(course: Course) -> None:
    study, consent = study_of(course), consent_to(course)
    assert check(course, study, consent) is consent
    with pytest.raises(Trouble, match="not agreed"):
        check(course, study, None)
    with pytest.raises(Trouble, match="withdrawn"):
        check(course, study, replace(consent, withdrawn=DAY))
    for changed in (
        replace(study, contact="Somebody else"),
        replace(study, purposes=(replace(study.purposes[0], text="For anything."), study.purposes[1])),
        replace(study, measures=(*study.measures, "pain-now")),
    ):
        with pytest.raises(Trouble, match="changed its words"):
            check(course, changed, consent)


@pytest.mark.parametrize("code", ["", "Zephyrine", "a1b2c3d4e5f6\n", "a1b2c3d4e5f6\tx", "A1B2C3D4E5F6"])
def test_a_code_that_was_not_made_by_chance_never_leaves(course: Course, code: str) -> None:
    with pytest.raises(Trouble, match="cannot be used"):
        check(course, study_of(course), replace(consent_to(course), code=code))


# ---------------------------------------------------------------------- what leaves


def test_only_what_was_asked_in_these_words_since_the_consent_leaves(data: Dataset) -> None:
    assert [(o.number, o.nth, o.day, o.round, o.phase) for o in data.occasions] == [
        (1, 1, 0, 1, Phase.BEFORE),
        (2, 2, 9, 2, Phase.AFTER),
    ]
    assert data.left_out == 1
    assert [v.name for v in data.variables] == ["m_3_moods_low", "m_3_moods_often", "m_3_moods_total"]
    # 3 of 0 to 10 the other way round is 7; with −1 their mean is 3. Where one is open the other stands for it.
    assert [[v.value(o.answers) for v in data.variables] for o in data.occasions] == [[3, -1, 3.0], [None, 0, 0.0]]


def test_names_that_would_be_the_same_are_told_apart(course: Course) -> None:
    twin = replace(MOOD, id="m", items=(replace(MOOD.items[0], id="a-b"), replace(MOOD.items[0], id="b")), scores=())
    other = replace(twin, id="m-a", items=(replace(MOOD.items[0], id="b"),))
    study = replace(study_of(course), measures=("m", "m-a"))
    found = dataset(study, consent_to(course), [twin, other], [])
    assert [v.name for v in found.variables] == ["m_a_b", "m_b", "m_a_b_2"]


def test_no_name_of_an_answer_is_one_that_stands_beside_it(course: Course) -> None:
    items = tuple(replace(MOOD.items[0], id=name) for name in ("day", "phase", "round", "complete", "version"))
    first = replace(MOOD, id="study", items=items, scores=())
    second, third = replace(first, id="m-3"), replace(first, id="3")
    names = ("study", "m-3", "3", "participation", "agreed", "record")
    measures = [first, second, third, *(replace(first, id=name) for name in names[3:])]
    measures[-2] = replace(measures[-2], items=(replace(MOOD.items[0], id="use"),))
    study = replace(study_of(course), measures=names)
    data = dataset(study, consent_to(course), measures, [[answered(each, 0, {}) for each in measures]])
    made = files(data, Form.REDCAP)
    book = [row[DICTIONARY[0]] for row in table(made["redcap-dictionary.csv"])]
    head = made["redcap-data.csv"].splitlines()[0].split(",")
    assert len(set(book)) == len(book)
    assert len(set(head)) == len(head)
    assert len(set(data.forms.values())) == len(measures)
    assert len([name for name in files(data, Form.BIDS) if name.endswith(".tsv")]) == len(measures) + 1


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_csv_has_a_codebook_for_every_column(data: Dataset) -> None:
    made = files(data, Form.CSV)
    rows, book = table(made["answers.csv"]), table(made["codebook.csv"])
    assert list(rows[0]) == [row["name"] for row in book]
    assert [(r["id"], r["agreed_use"], r["agreed_sharing"], r["day"]) for r in rows] == [
        ("a1b2c3d4e5f6", "1", "0", "0"),
        ("a1b2c3d4e5f6", "1", "0", "9"),
    ]
    assert [(r["m_3_moods_low"], r["m_3_moods_often"], r["m_3_moods_total"]) for r in rows] == [
        ("3", "-1", "3"),
        ("", "0", "0"),
    ]
    low, often, total = book[-3:]
    assert (low["label"], low["reversed"], low["n"], low["n_missing"]) == ("'=How low?", "1", "1", "1")
    assert (often["codes"], often["from"], often["to"]) == ("'-1 = less, much | 0 = same", "-1", "0")
    assert total["formula"] == "mean of low, often; at most 50% missing"
    assert (total["source"], total["licence"]) == ("Nobody 2020", "CC0-1.0")


def test_redcap_has_its_eighteen_columns_and_data_that_fit_them(data: Dataset) -> None:
    made = files(data, Form.REDCAP)
    book, rows = table(made["redcap-dictionary.csv"]), table(made["redcap-data.csv"])
    assert len(DICTIONARY) == 18
    assert tuple(book[0]) == DICTIONARY
    names = [row[DICTIONARY[0]] for row in book]
    assert names[0] == "record_id"
    assert len(set(names)) == len(names)
    for row in book:
        assert row["Field Type"] in {"text", "radio", "yesno"}
        assert row["Text Validation Type OR Show Slider Number"] in {"", "integer", "number"}
        assert row[DICTIONARY[0]][0].isalpha()
        assert set(row[DICTIONARY[0]]) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
        assert (row["Field Type"] == "radio") == bool(row["Choices, Calculations, OR Slider Labels"])
    # The rows of a form stand together.
    forms = [row["Form Name"] for row in book]
    assert forms == sorted(forms, key=forms.index)
    often = next(row for row in book if row[DICTIONARY[0]].endswith("often"))
    assert often["Choices, Calculations, OR Slider Labels"] == " -1, less, much | 0, same"
    own = {"redcap_repeat_instrument", "redcap_repeat_instance", "participation_complete", "m_3_moods_complete"}
    assert set(rows[0]) == set(names) | own
    assert [(r["redcap_repeat_instrument"], r["redcap_repeat_instance"], r["m_3_moods_often"]) for r in rows] == [
        ("", "", ""),
        ("m_3_moods", "1", "-1"),
        ("m_3_moods", "2", "0"),
    ]


def test_fhir_is_what_its_own_models_accept(data: Dataset) -> None:
    made: dict[str, Any] = json.loads(files(data, Form.FHIR)["fhir-r4.json"])
    Bundle.model_validate(made)
    asked, *answers = (each["resource"] for each in made["entry"])
    questions = Questionnaire.model_validate(asked)
    assert [item.linkId for item in questions.item or ()] == ["low", "often"]
    found = [QuestionnaireResponse.model_validate(each) for each in answers]
    assert [r.questionnaire for r in found] == [questions.url] * 2
    assert [[item["linkId"] for item in each["item"]] for each in answers] == [["low", "often"], ["often"]]
    assert answers[0]["item"][0]["answer"] == [{"valueInteger": 3}]
    assert answers[0]["item"][1]["answer"][0]["valueCoding"]["display"] == "less, much"
    assert all("authored" not in each for each in answers)


def test_bids_names_every_column_and_every_participant(data: Dataset) -> None:
    made = files(data, Form.BIDS)
    assert json.loads(made["dataset_description.json"])["BIDSVersion"]
    people = table(made["participants.tsv"], "\t")
    rows = table(made["phenotype/m_3_moods.tsv"], "\t")
    said = json.loads(made["phenotype/m_3_moods.json"])
    assert {row["participant_id"] for row in rows} == {row["participant_id"] for row in people} == {"sub-a1b2c3d4e5f6"}
    assert [row["session_id"] for row in rows] == ["ses-1", "ses-2"]
    assert set(rows[0]) - {"participant_id"} == set(said) - {"MeasurementToolMetadata"}
    assert rows[1]["m_3_moods_low"] == "n/a"
    assert said["m_3_moods_often"]["Levels"] == {"-1": "less, much", "0": "same"}
    assert all(line.count("\t") == 7 for line in made["phenotype/m_3_moods.tsv"].splitlines())


@pytest.mark.parametrize("form", Form)
def test_a_study_that_nobody_has_answered_yet_can_be_looked_at(course: Course, form: Form) -> None:
    made = files(dataset(replace(study_of(course), measures=(MOOD.id,)), consent_to(course), [MOOD], []), form)
    assert all(made.values())
    if form is Form.FHIR:
        Bundle.model_validate(json.loads(made["fhir-r4.json"]))
