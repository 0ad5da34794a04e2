"""The values of the model as JSON and back, without loss: what the register writes and reads again."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from legation.span import Span

T = TypeVar("T")
Reader = Callable[[object], object]
TAG = "is"
"""Key that names the class of a value, so that a field may come to hold one of several."""


def to_plain(value: object) -> object:
    """Dicts, lists and scalars that stand for a value of the model.

    Raises   TypeError for a value that is none of the model's kinds.
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return {TAG: kind.__name__} | {name: to_plain(getattr(value, name)) for name in _names(kind)}
    raise TypeError(f"{type(value).__name__} is no value of the model")


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    """The names of a class's fields."""
    return tuple(f.name for f in dataclasses.fields(kind))


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
    return functools.partial(_read_scalar, kind)


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    """Reads null, the class that the tag names, or the one kind that is no class of ours."""
    optional = types.NoneType in kinds
    by_tag = {getattr(kind, "__name__", ""): _reader(kind) for kind in kinds if kind is not types.NoneType}
    others = [_reader(kind) for kind in kinds if kind is not types.NoneType and (kind is Span or not dataclasses.is_dataclass(kind))]
    other = others[0] if len(others) == 1 else None

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
    """Reads a class field by field."""
    name = kind.__name__
    readers: dict[str, Reader] = {}

    def read(plain: object) -> object:
        if not isinstance(plain, dict) or plain.get(TAG) != name:
            raise ValueError(f"a {name} was expected, not {plain!r}")
        if not readers:
            # Only now: a class may have fields of its own kind.
            readers.update((field, _reader(hint)) for field, hint in _hints(kind).items())
        unknown = plain.keys() - readers.keys() - {TAG}
        if unknown:
            raise ValueError(f"{name} has no field {sorted(unknown)[0]!r}")
        try:
            return kind(**{field: readers[field](value) for field, value in plain.items() if field != TAG})
        except TypeError as fault:
            raise ValueError(f"{name}: {fault}") from fault

    return read


def _read_word(words: tuple[object, ...], plain: object) -> object:
    """One of the words of a ``Literal``."""
    if plain not in words:
        raise ValueError(f"one of {words} was expected, not {plain!r}")
    return plain


def _read_scalar(kind: Any, plain: object) -> object:
    """A span, day, word of a fixed list, text, number or truth value."""
    if kind in (str, int, bool) and type(plain) is kind:
        return plain
    if kind is Span and isinstance(plain, list) and len(plain) == 2 and all(type(n) is int for n in plain):
        return Span(*plain)
    if kind is date and isinstance(plain, str):
        return date.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(plain, str):
        return kind(plain)
    if kind is float and type(plain) in (int, float):
        return plain
    raise ValueError(f"{getattr(kind, '__name__', kind)} was expected, not {plain!r}")


def _hints(kind: Any) -> Mapping[str, Any]:
    """The declared types of a class's fields."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}
