"""What is published of our own format is what the program does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from pictures import png
from selfcompassion_desktop.core.portable import SCHEMA, Unfit, decode, encode, schema
from selfcompassion_desktop.core.takeout import Earlier, Instant, KeptEntry, KeptSitting, Wall
from tools.export_format import pages
from whole_stores import Room

LETTER = KeptEntry(
    "letter", 5, Instant(5_000), Wall("1970-01-01T01:00:00+01:00"), "Europe/Berlin", "body", 2, Instant(6_000),
    tags=("a",), strength=0, binned=Instant(7_000), opens=date(2030, 2, 28), sealed=True, extra={"weather": [1, None]},
)  # fmt: skip


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_what_is_published_is_made_from_the_types(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run tools/export_format.py"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == SCHEMA


def test_what_is_written_holds_to_the_schema(tmp_path: Path) -> None:
    room = Room(tmp_path)
    entry = room.entries.add("one", opens=date(2030, 1, 1))
    room.entries.add("binned")
    room.entries.discard(room.entries.newest(1)[0].id)
    room.pictures.add(entry.id, "a.png", png())
    room.sittings.begin("kind-hand", "A kind hand", 60.5, "af_heart")
    room.breaks.add(60, "rest")
    room.entries.set_feelings(["calm"])
    file = room.write(settings={"theme": "dark"})

    document = json.loads(file.read_text(encoding="utf-8"))

    validator = jsonschema.Draft202012Validator(schema())
    assert [error.message for error in validator.iter_errors(document)] == []
    assert set(document) == {
        "format", "version", "made", "feelings", "settings", "entries", "pictures", "sittings", "breaks",
    }  # fmt: skip
    document["entries"][0]["strength"] = 11
    assert not validator.is_valid(document)
    room.close()


def test_a_piece_is_the_same_again() -> None:
    assert decode(KeptEntry, json.loads(json.dumps(encode(LETTER)))) == LETTER


def test_what_equals_its_default_is_left_out() -> None:
    assert set(encode(LETTER)) == {
        "id", "place", "created", "local", "zone", "body", "revision", "edited", "tags", "strength", "binned", "opens",
        "sealed", "extra",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 3),
        ("place", 1.5),
        ("place", 1 << 63),
        ("place", True),
        ("created", "yesterday"),
        ("created", "2026-02-30T00:00:00Z"),
        ("local", "2026-11-25T18:12:03"),
        ("local", "2026-13-25T18:12:03+01:00"),
        ("body", None),
        ("revision", 0),
        ("tags", "calm"),
        ("tags", ["x" * 61]),
        ("strength", 11),
        ("pinned", 1),
        ("opens", "20300101"),
        ("sealed", "yes"),
        ("extra", []),
        ("extra", {"a": float("inf")}),
    ],
)
def test_what_cannot_be_is_named_by_its_field_and_never_by_what_it_holds(field: str, value: object) -> None:
    with pytest.raises(Unfit) as unfit:
        decode(KeptEntry, {**encode(LETTER), field: value})

    assert str(unfit.value) == f"Its “{field}” cannot be read."


def test_what_is_missing_is_named_too() -> None:
    values = encode(LETTER)
    del values["body"]

    with pytest.raises(Unfit, match="Its “body” is missing"):
        decode(KeptEntry, values)
    with pytest.raises(Unfit, match="no record"):
        decode(Earlier, ["entry"])


def test_a_whole_number_stands_for_seconds_too_and_an_unknown_field_is_passed_over() -> None:
    values = {
        "id": "s", "practice": "p", "title": "", "voice": "", "began": "2026-11-25T18:12:03Z",
        "local": "2026-11-25T19:12:03+01:00", "zone": "", "day": "2026-11-25", "planned": 60, "seconds": 59.5,
        "mood": "?",
    }  # fmt: skip

    sitting = decode(KeptSitting, values)

    assert (sitting.planned, type(sitting.planned), sitting.seconds) == (60.0, float, 59.5)
