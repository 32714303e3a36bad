"""The facts of a report as JSON and back, and the fingerprint by which two states of a report are told apart.

Pure. Strict: what is not exactly what the outline says is refused, so that a frozen report is read as it was written or
not at all. An outline may grow: a field that a frozen report does not know takes its default.
"""

import hashlib
import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from seminar.report.outline import AnnualReport

FORM = 1
"""The form of the JSON, counted up when its meaning changes."""


class UnreadableFacts(ValueError):
    """The text is not the facts of a report as this program writes them; says where."""


def dump(report: AnnualReport) -> bytes:
    """The facts as UTF-8 JSON: the same facts are always the same bytes. Raises TypeError for what it does not know."""
    packed = {"form": FORM, "report": pack(report)}
    return json.dumps(packed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load(content: bytes) -> AnnualReport:
    """The facts again, equal to those that were dumped. Raises `UnreadableFacts` for anything else."""
    try:
        packed = json.loads(content)
    except ValueError as error:
        raise UnreadableFacts("not JSON") from error
    if not isinstance(packed, dict) or packed.keys() != {"form", "report"} or packed["form"] != FORM:
        raise UnreadableFacts("another form")
    report = unpack(AnnualReport, packed["report"], "report")
    assert isinstance(report, AnnualReport)  # unpack gives what it was asked for  # noqa: S101
    return report


def fingerprint(reports: Iterable[AnnualReport]) -> str:
    """What the reports say, as a SHA-256: the same whoever reads them and on whatever day, until one fact changes."""
    anew = datetime(1970, 1, 1, tzinfo=UTC)
    digest = hashlib.sha256()
    for report in reports:
        digest.update(dump(replace(report, written_at=anew, is_draft=False)))
    return digest.hexdigest()


def pack(value: Any) -> Any:
    """Facts as plain values for JSON. Raises TypeError for what it does not know."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: pack(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [pack(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(type(value).__name__)


def unpack(kind: Any, packed: Any, at: str) -> Any:
    """Plain values as facts of a kind again; `at` is where they stand. Raises `UnreadableFacts`, which says where."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _either(get_args(kind), packed, at)
    if origin is tuple:
        return _row(get_args(kind), packed, at)
    if is_dataclass(kind):
        return _facts(kind, packed, at)
    return _plain(kind, packed, at)


def _either(kinds: tuple[Any, ...], packed: Any, at: str) -> Any:
    if packed is None and types.NoneType in kinds:
        return None
    for kind in kinds:
        if kind is types.NoneType:
            continue
        try:
            return unpack(kind, packed, at)
        except UnreadableFacts:
            if kind is kinds[-1]:
                raise
    raise UnreadableFacts(at)


def _row(kinds: tuple[Any, ...], packed: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(packed, list):
        raise UnreadableFacts(at)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        kinds = kinds[:1] * len(packed)
    if len(kinds) != len(packed):
        raise UnreadableFacts(at)
    return tuple(unpack(kind, each, f"{at}[{n}]") for n, (kind, each) in enumerate(zip(kinds, packed, strict=True)))


def _facts(kind: Any, packed: Any, at: str) -> Any:
    if not isinstance(packed, dict):
        raise UnreadableFacts(at)
    hints, known = get_type_hints(kind), {field.name: field for field in fields(kind)}
    needed = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    if packed.keys() - known.keys() or needed - packed.keys():
        raise UnreadableFacts(f"{at}: other fields")
    return kind(**{name: unpack(hints[name], packed[name], f"{at}.{name}") for name in known if name in packed})


def _plain(kind: Any, packed: Any, at: str) -> Any:
    if kind in READERS and isinstance(packed, str):
        try:
            return READERS[kind](packed)
        except ValueError as error:
            raise UnreadableFacts(at) from error
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(packed)
        except ValueError as error:
            raise UnreadableFacts(at) from error
    # bool is an int in Python, and never one here; a whole number may stand for a float.
    if kind is float and type(packed) in {int, float}:
        return float(packed)
    if type(packed) is not kind:
        raise UnreadableFacts(at)
    return packed


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


READERS: Mapping[Any, Callable[[str], Any]] = {date: date.fromisoformat, datetime: _moment}
