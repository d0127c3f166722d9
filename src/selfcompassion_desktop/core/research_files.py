"""What leaves for a study, as the files of four formats: each a name and its whole text.

CSV with a codebook; REDCap's data dictionary of 18 columns and data with repeating instruments; FHIR R4 resources in
one Bundle; BIDS, each measure a phenotype.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from . import tables
from .measure import Item, Measure, Phase
from .research import PARTICIPATION, Dataset, Form, Occasion, Variable, agreed_name
from .tables import Cell

DICTIONARY = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
"""REDCap's own, in its order."""
CODEBOOK = (
    "name", "label", "measure", "kind", "from", "to", "codes", "missing", "reversed", "formula", "source", "licence",
    "n", "n_missing",
)  # fmt: skip
BIDS = "1.10.0"
NOT_THERE = "n/a"
_URN = "urn:selfcompassion-desktop"
_ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
_PHASES = {phase: phase.value.capitalize() for phase in Phase}


def files(data: Dataset, form: Form) -> dict[str, str]:
    """Every file of a format, by its name."""
    return _MAKERS[form](data)


# ---------------------------------------------------------------------- CSV


def _csv(data: Dataset) -> dict[str, str]:
    first = ("id", "study", "study_version", *(agreed_name(p) for p in data.agreed))
    head = (*first, "occasion", "day", "phase", "round", "measure", *(v.name for v in data.variables))
    same: tuple[Cell, ...] = (data.code, data.study.id, data.study.version, *data.agreed.values())
    rows: list[Iterable[Cell]] = [head]
    for each in data.occasions:
        values = [v.value(each.answers) if v.measure.id == each.measure.id else None for v in data.variables]
        rows.append((*same, each.number, each.day, each.phase.value, each.round, each.measure.id, *values))
    return {
        "answers.csv": tables.BOM + "".join(map(tables.row, rows)),
        "codebook.csv": tables.BOM + "".join(map(tables.row, (CODEBOOK, *_frame(data), *_coded(data)))),
    }


def _frame(data: Dataset) -> Iterator[tuple[Cell, ...]]:
    """What the codebook says of the columns before the answers."""
    said: list[tuple[str, str, str]] = [
        ("id", "A random id that stands for one person", ""),
        ("study", "The study’s id", ""),
        ("study_version", "The version of its words that was agreed to", ""),
        *((agreed_name(p.id), p.text, "0 = no | 1 = yes") for p in data.study.purposes),
        ("occasion", "Which time that anything was answered, counted from 1", ""),
        ("day", "Days since the consent, which is day 0", ""),
        ("phase", "Where in the course it belongs", " | ".join(_PHASES)),
        ("round", "Which time on the course, counted from 1", ""),
        ("measure", "The measure’s id", ""),
    ]
    for name, label, codes in said:
        yield name, label, "", "frame", None, None, codes, "", None, "", "", "", len(data.occasions), 0


def _coded(data: Dataset) -> Iterator[tuple[Cell, ...]]:
    for each in data.variables:
        measure, of = each.measure, each.of
        values = [each.value(time.answers) for time in data.times(measure)]
        missing = sum(value is None for value in values)
        least, most = span(each)
        codes = " | ".join(f"{value} = {text}" for value, text in codes_of(of)) if isinstance(of, Item) else ""
        yield (
            each.name, each.label, measure.id, "question" if isinstance(of, Item) else "score", least, most, codes,
            "empty", of.reverse if isinstance(of, Item) else None, each.formula, measure.credit, measure.licence,
            len(values) - missing, missing,
        )  # fmt: skip


def span(variable: Variable) -> tuple[float, float]:
    """The lowest and the highest value there can be."""
    of, measure = variable.of, variable.measure
    if isinstance(of, Item):
        return of.least, of.most
    items = [item for item in measure.items if item.id in of.items]
    least, most = sum(item.least for item in items), sum(item.most for item in items)
    return (least / len(items), most / len(items)) if of.how == "mean" else (least, most)


def codes_of(item: Item) -> list[tuple[int, str]]:
    """What its numbers mean: each choice, or the two ends of the scale."""
    if item.choices:
        return [(choice.value, choice.text) for choice in item.choices]
    return [(item.least, item.low), (item.most, item.high)]


# ---------------------------------------------------------------------- REDCap


def _redcap(data: Dataset) -> dict[str, str]:
    """No byte order mark: REDCap would take it for a part of the first name."""
    return {
        "redcap-dictionary.csv": "".join(map(tables.row, (DICTIONARY, *_dictionary(data)))),
        "redcap-data.csv": "".join(map(tables.row, _redcap_rows(data))),
    }


def _dictionary(data: Dataset) -> Iterator[tuple[Cell, ...]]:
    yield _field("record_id", PARTICIPATION, "text", "A random id that stands for one person")
    yield _field("study_version", PARTICIPATION, "text", "The version of the study’s words that was agreed to")
    for purpose in data.study.purposes:
        yield _field(agreed_name(purpose.id), PARTICIPATION, "yesno", purpose.text)
    phases = " | ".join(f"{phase.value}, {words}" for phase, words in _PHASES.items())
    for measure in data.measures:
        form = data.forms[measure.id]
        since = "Days since the consent, which is day 0"
        yield _field(f"{form}_day", form, "text", since, check="integer", note="", title=measure.title)
        yield _field(f"{form}_phase", form, "radio", "Where in the course it belongs", choices=phases)
        yield _field(f"{form}_round", form, "text", "Which time on the course, counted from 1", check="integer")
        for each in data.of(measure):
            yield _asked(each, form)


def _asked(variable: Variable, form: str) -> tuple[Cell, ...]:
    of = variable.of
    if isinstance(of, Item) and of.choices:
        # A space before it: a number below zero would be a formula to a spreadsheet.
        choices = " | ".join(f"{value}, {text.replace('|', '/')}" for value, text in codes_of(of))
        space = " " if choices.startswith("-") else ""
        return _field(variable.name, form, "radio", variable.label, choices=space + choices)
    note = "; ".join(f"{value} = {text}" for value, text in codes_of(of)) if isinstance(of, Item) else variable.formula
    kind = "integer" if isinstance(of, Item) else "number"
    return _field(variable.name, form, "text", variable.label, check=kind, note=note, within=span(variable))


def _field(
    name: str,
    form: str,
    kind: str,
    label: str,
    *,
    choices: str = "",
    note: str = "",
    check: str = "",
    within: tuple[float, float] | None = None,
    title: str = "",
) -> tuple[Cell, ...]:
    least, most = within or (None, None)
    return (name, form, title, kind, label, choices, note, check, least, most, *[""] * 8)


def _redcap_rows(data: Dataset) -> Iterator[tuple[Cell, ...]]:
    """One row of the participation, then one for each time that a measure was answered."""
    purposes = [agreed_name(purpose) for purpose in data.agreed]
    head = ["record_id", "redcap_repeat_instrument", "redcap_repeat_instance", "study_version", *purposes]
    head.append(f"{PARTICIPATION}_complete")
    for measure in data.measures:
        form = data.forms[measure.id]
        head += [f"{form}_day", f"{form}_phase", f"{form}_round", *(v.name for v in data.of(measure))]
        head.append(f"{form}_complete")
    yield tuple(head)
    yield _in_order(head, {
        "record_id": data.code, "study_version": data.study.version, f"{PARTICIPATION}_complete": 2,
        **dict(zip(purposes, data.agreed.values(), strict=True)),
    })  # fmt: skip
    for each in data.occasions:
        form = data.forms[each.measure.id]
        yield _in_order(head, {
            "record_id": data.code, "redcap_repeat_instrument": form, "redcap_repeat_instance": each.nth,
            f"{form}_day": each.day, f"{form}_phase": each.phase.value, f"{form}_round": each.round,
            f"{form}_complete": 2, **{v.name: v.value(each.answers) for v in data.of(each.measure)},
        })  # fmt: skip


def _in_order(head: list[str], row: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple(row.get(name) for name in head)


# ---------------------------------------------------------------------- FHIR R4


def _fhir(data: Dataset) -> dict[str, str]:
    found = [*map(_questionnaire, data.measures), *(_response(data, each) for each in data.occasions)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in found]}
    return {"fhir-r4.json": _json(bundle)}


def _questionnaire(measure: Measure) -> dict[str, object]:
    return _there(
        resourceType="Questionnaire",
        url=_canonical(measure),
        title=measure.title,
        status="active",
        subjectType=["Patient"],
        language=measure.language,
        description=" ".join(part for part in (measure.about, measure.stem) if part),
        copyright=" ".join(part for part in (measure.credit, measure.licence) if part),
        item=[_question(item) for item in measure.items],
    )


def _canonical(measure: Measure) -> str:
    return f"{_URN}:measure:{measure.id}"


def _question(item: Item) -> dict[str, object]:
    if item.choices:
        options = [{"valueCoding": _coding(item, choice.value)} for choice in item.choices]
        return {"linkId": item.id, "text": item.text, "type": "choice", "answerOption": options}
    base = "http://hl7.org/fhir/StructureDefinition"
    ends = [
        {"url": f"{base}/minValue", "valueInteger": item.least},
        {"url": f"{base}/maxValue", "valueInteger": item.most},
    ]
    ends_said = f"{item.text} ({item.least}: {item.low}; {item.most}: {item.high})"
    return {"linkId": item.id, "extension": ends, "text": ends_said, "type": "integer"}


def _coding(item: Item, value: int) -> dict[str, object]:
    return {
        "extension": [{"url": _ORDINAL, "valueDecimal": value}],
        "code": str(value),
        "display": item.said(value),
    }


def _response(data: Dataset, each: Occasion) -> dict[str, object]:
    asked = [item for item in each.measure.items if item.id in each.answers]
    counts = [
        {"url": f"{_URN}:day-since-consent", "valueInteger": each.day},
        {"url": f"{_URN}:phase", "valueCode": each.phase.value},
        {"url": f"{_URN}:round", "valueInteger": each.round},
    ]
    return _there(
        resourceType="QuestionnaireResponse",
        id=f"r{each.number}",
        extension=counts,
        questionnaire=_canonical(each.measure),
        status="completed",
        subject={"identifier": {"system": f"{_URN}:study:{data.study.id}", "value": data.code}},
        item=[{"linkId": item.id, "answer": [_answer(item, each.answers[item.id])]} for item in asked],
    )


def _answer(item: Item, value: int) -> dict[str, object]:
    return {"valueCoding": _coding(item, value)} if item.choices else {"valueInteger": value}


def _there(**values: object) -> dict[str, object]:
    """Without what is empty, which FHIR does not allow."""
    return {name: value for name, value in values.items() if value not in ("", [])}


# ---------------------------------------------------------------------- BIDS


def _bids(data: Dataset) -> dict[str, str]:
    who = f"sub-{data.code}"
    agreed_names = [agreed_name(purpose) for purpose in data.agreed]
    made = {
        "dataset_description.json": _json({"Name": data.study.title, "BIDSVersion": BIDS, "DatasetType": "raw"}),
        "README": "One person’s answers, given for a study. Sessions are the times that something was answered.\n",
        "participants.tsv": _tsv((("participant_id", *agreed_names), (who, *map(int, data.agreed.values())))),
        "participants.json": _json({
            agreed_name(p.id): {"Description": p.text, "Levels": {"0": "no", "1": "yes"}}
            for p in data.study.purposes
        }),
    }  # fmt: skip
    for measure in data.measures:
        columns, tool = data.of(measure), data.forms[measure.id]
        head = ("participant_id", "session_id", "day", "phase", "round", *(v.name for v in columns))
        rows = [
            (
                who,
                f"ses-{each.number}",
                each.day,
                each.phase.value,
                each.round,
                *(v.value(each.answers) for v in columns),
            )
            for each in data.times(measure)
        ]
        made[f"phenotype/{tool}.tsv"] = _tsv((head, *rows))
        made[f"phenotype/{tool}.json"] = _json(_sidecar(measure, columns))
    return made


def _sidecar(measure: Measure, columns: tuple[Variable, ...]) -> dict[str, object]:
    about = " ".join(part for part in (f"{measure.title}: {measure.about}", measure.credit, measure.licence) if part)
    said: dict[str, object] = {
        "MeasurementToolMetadata": {"Description": about},
        "session_id": {"Description": "Which time that anything was answered, counted from 1"},
        "day": {"Description": "Days since the consent, which is day 0", "Units": "d"},
        "phase": {"Description": "Where in the course it belongs", "Levels": {p.value: w for p, w in _PHASES.items()}},
        "round": {"Description": "Which time on the course, counted from 1"},
    }
    for each in columns:
        if isinstance(each.of, Item):
            levels = {str(value): text for value, text in codes_of(each.of)}
            said[each.name] = {"Description": each.label, "Levels": levels}
        else:
            said[each.name] = {"Description": each.label, "Derivative": True, "Formula": each.formula}
    return said


def _tsv(rows: Iterable[Iterable[Cell]]) -> str:
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cell(value: Cell) -> str:
    if value is None:
        return NOT_THERE
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


_MAKERS = {Form.CSV: _csv, Form.REDCAP: _redcap, Form.FHIR: _fhir, Form.BIDS: _bids}
