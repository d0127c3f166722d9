"""The pieces of `takeout` as JSON can hold them, back again, and the schema that says how: all from their types.

An instant is written as `2026-11-25T18:12:03.000001Z`, bytes in base64, a day as `2026-11-25`.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime, timedelta
from types import NoneType, UnionType
from typing import Any

from .journal import clean
from .takeout import FORMAT, SECTIONS, VERSION, Head, Instant, Part, T, Wall

SCHEMA = "https://json-schema.org/draft/2020-12/schema"

_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_CYCLE = 400 * 31_556_952 * 1_000_000
"""Microseconds in 400 years, after which the calendar repeats itself."""
_INSTANT = re.compile(r"(\d{4,5})(-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z")
_INSTANT_PATTERN = r"^[0-9]{4,5}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$"
_WALL_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?$"


class Unfit(Exception):
    """A value that cannot be what it stands for; the text says in which field, and never what it holds."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How values of one type are written and read.

    Attributes:
        schema: what JSON Schema calls it.
        write: the value as JSON can hold it.
        read: the value from JSON; raises `ValueError` where it cannot be one.
    """

    schema: Mapping[str, object]
    write: Callable[[Any], object]
    read: Callable[[object], object]


def stamp(count: Instant) -> str:
    """An instant in words, exact to the microsecond. A few hours of the years 0 and 10000 are within reach of a wall
    clock in the years 1 and 9999, and are written as such."""
    cycles = 0
    try:
        moment = _EPOCH + timedelta(microseconds=count)
    except OverflowError:
        cycles = -1 if count < 0 else 1
        moment = _EPOCH + timedelta(microseconds=count - cycles * _CYCLE)
    year = f"{moment.year + 400 * cycles:04}"
    return f"{year}{moment.isoformat()[4:]}Z"


def instant_of(text: str) -> Instant:
    """The instant that `stamp` wrote.

    Raises:
        ValueError: when it is none.
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, rest, fraction = int(match[1]), match[2], (match[3] or "").ljust(6, "0")
    cycles = -1 if year < 1 else 1 if year > 9999 else 0
    moment = datetime.fromisoformat(f"{year - 400 * cycles:04}{rest}.{fraction}")
    return Instant((moment - _EPOCH) // _MICROSECOND + cycles * _CYCLE)


def encode(piece: Part | Head) -> dict[str, object]:
    """A piece as JSON can hold it; what equals its default is left out."""
    values: dict[str, object] = {}
    for each, kind in _plan(type(piece)):
        value = getattr(piece, each.name)
        if value != _default(each):
            values[each.name] = kind.write(value)
    return values


def decode(kind: type[T], value: object) -> T:
    """The piece that `encode` wrote. Fields that this version does not know are passed over.

    Raises:
        Unfit: when it is none.
    """
    return kind(**_decoded(kind, value))


def decode_head(value: object) -> Head:
    """The head that `encode` wrote.

    Raises:
        Unfit: when it is none.
    """
    return Head(**_decoded(Head, value))


def _decoded(kind: type[Any], value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit("It is no record with fields.")
    found: dict[str, Any] = {}
    for each, how in _plan(kind):
        if each.name not in value:
            if _default(each) is MISSING:
                raise Unfit(f"Its “{each.name}” is missing.")
            continue
        try:
            found[each.name] = how.read(value[each.name])
        except (ValueError, OverflowError):
            raise Unfit(f"Its “{each.name}” cannot be read.") from None
    return found


def schema() -> dict[str, object]:
    """What a whole file may hold, as JSON Schema."""
    properties: dict[str, object] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "made": {"type": "string", "pattern": _INSTANT_PATTERN, "description": "the instant it was written"},
        **_object(Head)["properties"],
    }
    for name, kind in SECTIONS.items():
        properties[name] = {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
    return {
        "$schema": SCHEMA,
        "title": "Everything out of Self-Compassion Desktop",
        "type": "object",
        "required": ["format", "version"],
        "properties": properties,
        "$defs": {kind.__name__: _object(kind) for kind in SECTIONS.values()},
    }


def _object(kind: type[Any]) -> dict[str, Any]:
    told = _told(kind)
    required = [each.name for each, _ in _plan(kind) if _default(each) is MISSING]
    properties: dict[str, dict[str, object]] = {}
    for each, how in _plan(kind):
        properties[each.name] = {"description": told[each.name], **how.schema}
        if each.default is not MISSING:
            properties[each.name]["default"] = list(each.default) if isinstance(each.default, tuple) else each.default
    first = (kind.__doc__ or "").partition("\n")[0]
    return {"type": "object", "description": first, "required": required, "properties": properties}


def _default(each: Field[Any]) -> object:
    """What a field is where nothing is said of it; `MISSING` where something has to be said."""
    return each.default if each.default_factory is MISSING else each.default_factory()


def _told(kind: type[Any]) -> dict[str, str]:
    """What a type's docstring says of each of its fields."""
    text = (kind.__doc__ or "").partition("Attributes:")[2]
    found = re.findall(r"^ {8}(\w+): (.+(?:\n {12,}.+)*)", text, re.MULTILINE)
    return {name: " ".join(words.split()) for name, words in found}


def _plan(kind: type[Any]) -> tuple[tuple[Field[Any], _Kind], ...]:
    if kind not in _PLANS:
        hints = typing.get_type_hints(kind)
        _PLANS[kind] = tuple((each, _kind(hints[each.name], each.metadata)) for each in fields(kind))
    return _PLANS[kind]


_PLANS: dict[type[Any], tuple[tuple[Field[Any], _Kind], ...]] = {}


def _kind(hint: Any, limits: Mapping[str, Any]) -> _Kind:
    origin = typing.get_origin(hint)
    if origin in (UnionType, typing.Union):
        inner = _kind(next(each for each in typing.get_args(hint) if each is not NoneType), limits)
        return _Kind(
            {"anyOf": [inner.schema, {"type": "null"}]},
            lambda value: None if value is None else inner.write(value),
            lambda value: None if value is None else inner.read(value),
        )
    if origin is tuple:
        item = _kind(typing.get_args(hint)[0], limits)
        return _Kind(
            {"type": "array", "items": item.schema},
            lambda value: [item.write(each) for each in value],
            lambda value: tuple(item.read(each) for each in _a(list, value)),
        )
    if hint is str:
        return _Kind({"type": "string", **limits}, str, lambda value: _short(clean(_a(str, value)), limits))
    if hint in (int, float):
        name = "integer" if hint is int else "number"
        return _Kind({"type": name, **limits}, lambda value: value, lambda value: _number(hint, value, limits))
    return _KINDS[origin or hint]


_KINDS: Mapping[Any, _Kind] = {
    bool: _Kind({"type": "boolean"}, bool, lambda value: _a(bool, value)),
    Instant: _Kind({"type": "string", "pattern": _INSTANT_PATTERN}, stamp, lambda value: instant_of(_a(str, value))),
    Wall: _Kind({"type": "string", "pattern": _WALL_PATTERN}, str, lambda value: _wall(_a(str, value))),
    date: _Kind({"type": "string", "format": "date"}, str, lambda value: _day(_a(str, value))),
    bytes: _Kind(
        {"type": "string", "contentEncoding": "base64"},
        lambda value: base64.b64encode(value).decode(),
        lambda value: _bytes(_a(str, value)),
    ),
    Mapping: _Kind({"type": "object"}, dict, lambda value: _object_of(_a(dict, value))),
}


def _a(kind: type[Any], value: object) -> Any:
    if type(value) is not kind:
        raise ValueError
    return value


def _short(text: str, limits: Mapping[str, Any]) -> str:
    if not limits.get("minLength", 0) <= len(text) <= limits.get("maxLength", len(text)):
        raise ValueError
    return text


def _number(kind: type[Any], value: object, limits: Mapping[str, Any]) -> Any:
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise ValueError
    number = kind(value)
    if not math.isfinite(number) or not limits.get("minimum", number) <= number <= limits.get("maximum", number):
        raise ValueError
    return number


def _wall(text: str) -> Wall:
    if re.fullmatch(_WALL_PATTERN, text) is None or datetime.fromisoformat(text).tzinfo is None:
        raise ValueError
    return Wall(text)


def _day(text: str) -> date:
    if len(text) != len("2026-11-25"):
        raise ValueError
    return date.fromisoformat(text)


def _object_of(value: dict[str, object]) -> dict[str, object]:
    try:
        json.dumps(value, allow_nan=False)  # 1e999 is JSON, and no number here
    except RecursionError:
        raise ValueError from None
    return value


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
