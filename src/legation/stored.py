"""The values of the model as JSON and back, without loss: what the register writes and reads again."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from legation.span import Span

T = TypeVar("T")
TAG = "is"
"""Key that names the class of a value, so that a field may come to hold one of several."""


def to_plain(value: object) -> object:
    """Dicts, lists and scalars that stand for a value of the model.

    Raises   TypeError for a value that is none of the model's kinds.
    """
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, object] = {TAG: type(value).__name__}
        plain.update((f.name, to_plain(getattr(value, f.name))) for f in dataclasses.fields(value))
        return plain
    raise TypeError(f"{type(value).__name__} is no value of the model")


def from_plain(kind: type[T], plain: object) -> T:
    """The value of a class that ``to_plain`` gave; a field that the class has got since takes its default.

    Raises   ValueError where the plain value does not fit the class.
    """
    return typing.cast(T, _read(kind, plain))


def _read(kind: Any, plain: object) -> object:
    """The value of any declared type."""
    if isinstance(kind, TypeVar):
        kind = kind.__bound__
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _read_one_of(typing.get_args(kind), plain)
    if origin is typing.Literal:
        if plain not in typing.get_args(kind):
            raise ValueError(f"one of {typing.get_args(kind)} was expected, not {plain!r}")
        return plain
    if origin is tuple:
        if not isinstance(plain, list):
            raise ValueError(f"a list was expected, not {plain!r}")
        kinds = typing.get_args(kind)
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return tuple(_read(kinds[0], part) for part in plain)
        return tuple(_read(one, part) for one, part in zip(kinds, plain, strict=True))
    if dataclasses.is_dataclass(kind) and kind is not Span:
        return _read_dataclass(kind, plain)
    return _read_scalar(kind, plain)


def _read_one_of(kinds: tuple[Any, ...], plain: object) -> object:
    """The value of a union: null, the class that the tag names, or the one kind that is no class of ours."""
    if plain is None and types.NoneType in kinds:
        return None
    if isinstance(plain, dict):
        named = [kind for kind in kinds if getattr(kind, "__name__", "") == plain.get(TAG)]
    else:
        named = [kind for kind in kinds if kind is not types.NoneType and (kind is Span or not dataclasses.is_dataclass(kind))]
    if len(named) != 1:
        raise ValueError(f"none of {[getattr(kind, '__name__', str(kind)) for kind in kinds]}: {plain!r}")
    return _read(named[0], plain)


def _read_dataclass(kind: Any, plain: object) -> object:
    """The value of a class, field by field."""
    if not isinstance(plain, dict) or plain.get(TAG) != kind.__name__:
        raise ValueError(f"a {kind.__name__} was expected, not {plain!r}")
    hints = _hints(kind)
    unknown = set(plain) - set(hints) - {TAG}
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {sorted(unknown)[0]!r}")
    try:
        return kind(**{name: _read(hints[name], plain[name]) for name in hints if name in plain})
    except TypeError as fault:
        raise ValueError(f"{kind.__name__}: {fault}") from fault


def _read_scalar(kind: Any, plain: object) -> object:
    """A span, day, word of a fixed list, text, number or truth value."""
    if kind is Span and isinstance(plain, list) and len(plain) == 2 and all(type(n) is int for n in plain):
        return Span(*plain)
    if kind is date and isinstance(plain, str):
        return date.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(plain, str):
        return kind(plain)
    if kind is float and type(plain) in (int, float):
        return plain
    if kind in (str, int, bool) and type(plain) is kind:
        return plain
    raise ValueError(f"{getattr(kind, '__name__', kind)} was expected, not {plain!r}")


@functools.cache
def _hints(kind: Any) -> Mapping[str, Any]:
    """The declared types of a class's fields."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}
