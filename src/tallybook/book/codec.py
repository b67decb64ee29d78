"""Records to canonical JSON and back, generic over their dataclasses.

``to_plain`` and ``from_plain`` follow the type hints: nested records, tuples, dicts, optional values, and a union of
records told apart by their ``kind``. The text is canonical: keys sorted, no spaces, so that equal records are equal
bytes.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tallybook.errors import BookError

Decode = Callable[[Any], Any]


def dumps(record: Any) -> str:
    """A record (or a plain value that holds records) as one line of canonical JSON."""
    return canonical(to_plain(record))


def canonical(plain: Any) -> str:
    """Plain data as one line of canonical JSON."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def loads(kind: Any, text: str) -> Any:
    """The value of that kind (a record, a union of claims, a tuple of records) which ``dumps`` wrote.

    Raises BookError where the text holds no such record.
    """
    try:
        return from_plain(kind, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise BookError(
            f"the book holds a damaged {_name(kind)} record: {text[:80]!r} ({error!r})",
            "add the reports to a new book: tallybook add NEW.book PATH",
        ) from error


def to_plain(value: Any) -> Any:
    """A record as dicts and lists; claims carry their ``kind``."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    kind: Any = type(value)
    plain = {name: to_plain(getattr(value, name)) for name in _names(kind)}
    if hasattr(value, "kind"):
        plain.setdefault("kind", value.kind)
    return plain


def from_plain(kind: Any, plain: Any) -> Any:
    """The value that ``to_plain`` gave, of the type ``kind``."""
    return _decoder(kind)(plain)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not a record")
    return tuple(item.name for item in fields(kind))


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", "claim").lower()


def _as_is(plain: Any) -> Any:
    return plain


@cache
def _decoder(kind: Any) -> Decode:
    origin = get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_decoder(kind)
    if origin in (Union, types.UnionType):
        return _union_decoder(get_args(kind))
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin is dict:
        item = _decoder(get_args(kind)[1])
        return lambda plain: {key: item(value) for key, value in plain.items()}
    if origin is Literal or kind in (str, int, float, bool, Any):
        return _as_is
    raise TypeError(f"no way to read back a value of type {kind}")


def _record_decoder(kind: type) -> Decode:
    hints = get_type_hints(kind)
    # Found on first use, not here: a record may hold records of its own kind.
    decoders: dict[str, Decode] = {}
    names = _names(kind)

    def decode(plain: Any) -> Any:
        if not decoders:
            decoders.update((name, _decoder(hints[name])) for name in names)
        return kind(**{name: decoders[name](plain[name]) for name in names if name in plain})

    return decode


def _union_decoder(members: tuple[Any, ...]) -> Decode:
    records: dict[Any, Any] = {getattr(member, "kind", None): member for member in members if is_dataclass(member)}
    if len(records) == 1:
        decode_record = _decoder(next(iter(records.values())))
        return lambda plain: decode_record(plain) if isinstance(plain, dict) else plain
    if records:
        decoders = {name: _decoder(member) for name, member in records.items()}
        if len(records) == len(members):
            return lambda plain: decoders[plain["kind"]](plain)
        return lambda plain: decoders[plain["kind"]](plain) if isinstance(plain, dict) else plain
    rest = [member for member in members if member is not types.NoneType]
    if len(rest) == 1:
        decode = _decoder(rest[0])
        return lambda plain: None if plain is None else decode(plain)
    return _as_is


def _tuple_decoder(args: tuple[Any, ...]) -> Decode:
    if len(args) == 2 and args[1] is Ellipsis:
        item = _decoder(args[0])
        return lambda plain: tuple(item(value) for value in plain)
    decoders = tuple(_decoder(arg) for arg in args)
    return lambda plain: tuple(decode(value) for decode, value in zip(decoders, plain, strict=True))
