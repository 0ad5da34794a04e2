"""The values of the model as JSON and back, without loss: what the register writes and reads again."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from json import JSONEncoder
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeVar

from legation.span import Span

T = TypeVar("T")
Reader = Callable[[Any], object]
Writer = Callable[[Any], object]
AS_IS = frozenset((str, int, float, bool, types.NoneType))
JSON = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
TAG = "is"
"""Key that names the class of a value, so that a field may come to hold one of several."""


def to_plain(value: object) -> object:
    """Dicts, lists and scalars that stand for a value of the model.

    Raises   TypeError for a value that is none of the model's kinds.
    """
    kind: Any = type(value)
    return value if kind in AS_IS else _writer(kind)(value)


@functools.cache
def _writer(kind: Any) -> Writer:
    """How values of a class are written; made once for each class, since a register holds millions of each."""
    if issubclass(kind, StrEnum):
        return attrgetter("_value_")
    if issubclass(kind, str | int | float):
        return lambda value: value
    if issubclass(kind, date):
        return date.isoformat
    if issubclass(kind, tuple):
        return lambda value: [to_plain(item) for item in value]
    if kind is Span:
        return lambda span: [span.start, span.end]
    if dataclasses.is_dataclass(kind):
        return _class_writer(kind)
    raise TypeError(f"{kind.__name__} is no value of the model")


def _class_writer(kind: Any) -> Writer:
    """Writes a class field by field."""
    names = tuple(f.name for f in dataclasses.fields(kind))
    values: Callable[[object], tuple[object, ...]] = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def write(value: object) -> object:
        plain: dict[str, object] = {TAG: kind.__name__}
        for name, item in zip(names, values(value), strict=True):
            form: Any = type(item)
            plain[name] = item if form in AS_IS else _writer(form)(item)
        return plain

    return write


def to_json(value: object) -> str:
    """What ``JSON`` would write of ``to_plain``, letter for letter, without the dicts and lists between.

    Raises   TypeError for a value that is none of the model's kinds, ValueError for a number that JSON does not know.
    """
    kind: Any = type(value)
    return _json_writer(kind)(value)


@functools.cache
def _json_writer(kind: Any) -> Callable[[Any], str]:
    """How values of a class are written as JSON; made once for each class."""
    if kind is str:
        return encode_basestring
    if kind is bool:
        return lambda value: "true" if value else "false"
    if kind is int:
        return int.__repr__
    if kind in AS_IS:
        return JSON.encode
    if issubclass(kind, StrEnum):
        return lambda word: encode_basestring(word._value_)
    if issubclass(kind, date):
        return lambda day: f'"{day.isoformat()}"'
    if kind is Span:
        return lambda span: f"[{span.start},{span.end}]"
    if issubclass(kind, tuple):
        return lambda value: f"[{','.join([to_json(item) for item in value])}]"
    if dataclasses.is_dataclass(kind):
        return _class_json_writer(kind)
    return lambda value: JSON.encode(_writer(kind)(value))


def _class_json_writer(kind: Any) -> Callable[[Any], str]:
    """Writes a class field by field."""
    names = tuple(f.name for f in dataclasses.fields(kind))
    values: Callable[[object], tuple[object, ...]] = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    fields = "".join(f',"{name}":%s' for name in names)
    form = f'{{"{TAG}":{encode_basestring(kind.__name__)}{fields}}}'

    def write(value: object) -> str:
        told = [encode_basestring(item) if type(item) is str else "null" if item is None else to_json(item) for item in values(value)]
        return form % tuple(told)

    return write


def from_plain(kind: type[T], plain: object) -> T:
    """The value of a class that ``to_plain`` gave; a field that the class has got since takes its default.

    Raises   ValueError where the plain value does not fit the class.
    """
    meant: Any = kind
    return typing.cast(T, _reader(meant)(plain))


@functools.cache
def _reader(kind: Any) -> Reader:
    """How a value of a declared type is read; made once for each type, since a register holds thousands of each."""
    if isinstance(kind, TypeVar):
        return _reader(kind.__bound__)
    origin, kinds = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _union_reader(kinds)
    if origin is typing.Literal:
        return functools.partial(_read_word, kinds)
    if origin is tuple:
        return _tuple_reader(kinds)
    if dataclasses.is_dataclass(kind) and kind is not Span:
        return _class_reader(kind)
    return _scalar_reader(kind)


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    """Reads null, the class that the tag names, or the one kind that is no class of ours."""
    optional = types.NoneType in kinds
    by_tag = {getattr(kind, "__name__", ""): _reader(kind) for kind in kinds if kind is not types.NoneType}
    others = [_reader(kind) for kind in kinds if kind is not types.NoneType and (kind is Span or not dataclasses.is_dataclass(kind))]
    other = others[0] if len(others) == 1 else None
    if optional and other is not None and len(by_tag) == 1:
        return lambda plain: None if plain is None else other(plain)

    def read(plain: object) -> object:
        if plain is None and optional:
            return None
        reader = by_tag.get(str(plain.get(TAG))) if isinstance(plain, dict) else other
        if reader is None:
            raise ValueError(f"none of {[getattr(kind, '__name__', str(kind)) for kind in kinds]}: {plain!r}")
        return reader(plain)

    return read


def _tuple_reader(kinds: tuple[Any, ...]) -> Reader:
    """Reads a list of any length of one kind, or one value for each kind."""
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        one = _reader(kinds[0])
        return lambda plain: tuple(map(one, _listed(plain)))
    readers = tuple(map(_reader, kinds))
    return lambda plain: tuple(reader(part) for reader, part in zip(readers, _listed(plain), strict=True))


def _listed(plain: object) -> list[object]:
    if not isinstance(plain, list):
        raise ValueError(f"a list was expected, not {plain!r}")
    return plain


def _class_reader(kind: Any) -> Reader:
    """Reads a class: as it is written now at once, field by field into its slots, else with care."""
    names = (TAG, *(f.name for f in dataclasses.fields(kind)))
    carefully = _careful_reader(kind)
    at_once = "__slots__" in vars(kind) and not hasattr(kind, "__post_init__")
    parts: list[tuple[Callable[[object, object], None], frozenset[Any], Reader]] = []

    def read(plain: Any) -> object:
        if not at_once or type(plain) is not dict or tuple(plain) != names or plain[TAG] != kind.__name__:
            return carefully(plain)
        if not parts:
            # Only now: a class may have fields of its own kind.
            parts.extend((getattr(kind, name).__set__, _as_it_stands(hint), _reader(hint)) for name, hint in _hints(kind).items())
        values = iter(plain.values())
        next(values)
        made = object.__new__(kind)
        for (put, known, reader), value in zip(parts, values, strict=True):
            put(made, value if type(value) in known else reader(value))
        return made

    return read


def _careful_reader(kind: Any) -> Reader:
    """Reads a class of which fields may be missing, wrong or more than there are."""
    name = kind.__name__
    readers: dict[str, tuple[frozenset[Any], Reader]] = {}

    def read(plain: Any) -> object:
        if not isinstance(plain, dict) or plain.get(TAG) != name:
            raise ValueError(f"a {name} was expected, not {plain!r}")
        if not readers:
            readers.update((field, (_as_it_stands(hint), _reader(hint))) for field, hint in _hints(kind).items())
            readers[TAG] = frozenset((str,)), str
        values = {}
        try:
            for field, value in plain.items():
                known, reader = readers[field]
                values[field] = value if type(value) in known else reader(value)
        except KeyError:
            raise ValueError(f"{name} has no field {sorted(plain.keys() - readers.keys())[0]!r}") from None
        del values[TAG]
        try:
            return kind(**values)
        except TypeError as fault:
            raise ValueError(f"{name}: {fault}") from fault

    return read


def _as_it_stands(kind: Any) -> frozenset[Any]:
    """The classes of plain values that are read as they stand where a type is declared."""
    kinds = typing.get_args(kind) if typing.get_origin(kind) in (types.UnionType, typing.Union) else (kind,)
    return frozenset(kinds) & AS_IS if frozenset(kinds) <= AS_IS else frozenset(kinds) & {types.NoneType}


def _read_word(words: tuple[object, ...], plain: object) -> object:
    """One of the words of a ``Literal``."""
    if plain not in words:
        raise ValueError(f"one of {words} was expected, not {plain!r}")
    return plain


def _scalar_reader(kind: Any) -> Reader:
    """Reads a text, number or truth value, a span, day, or word of a fixed list."""

    def read(plain: object) -> object:
        if type(plain) is kind:
            return plain
        if kind is float and type(plain) is int:
            return plain
        raise ValueError(f"{kind.__name__} was expected, not {plain!r}")

    if kind in (str, int, bool, float):
        return read
    if kind is Span:
        return _read_span
    if kind is date:
        return _read_day
    return _word_reader(kind) if issubclass(kind, StrEnum) else kind


def _word_reader(kind: type[StrEnum]) -> Reader:
    """Reads a word of a fixed list."""
    words: dict[object, StrEnum] = {word.value: word for word in kind}

    def read(plain: Any) -> object:
        return words[plain] if isinstance(plain, str) and plain in words else kind(plain)

    return read


def _read_span(plain: object) -> Span:
    """A span of two whole numbers."""
    if type(plain) is list and len(plain) == 2:
        start, end = plain
        if type(start) is int and type(end) is int:
            return Span(start, end)
    raise ValueError(f"a span was expected, not {plain!r}")


def _read_day(plain: object) -> date:
    """A day as ISO 8601 writes it."""
    if isinstance(plain, str):
        return date.fromisoformat(plain)
    raise ValueError(f"a day was expected, not {plain!r}")


def _hints(kind: Any) -> Mapping[str, Any]:
    """The declared types of a class's fields."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}
