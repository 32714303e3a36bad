"""One YAML file in, frozen records out. Strict: a missing key, an unknown key, a key written twice or a value
of the wrong kind is a ContentError that names file and key. Only plain YAML; tags never build objects."""

from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

import yaml

from interview_guides.errors import ContentError

LARGEST_FILE = 256 * 1024
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {str: "text", int: "a whole number", bool: "true or false", date: "a day such as 2026-08-31"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, for sentences about it."""

    file: str
    key: str = ""

    def at(self, key: str) -> "Spot":
        """The spot of a key inside this one."""
        return Spot(self.file, f"{self.key}.{key}" if self.key else key)

    def item(self, number: int) -> "Spot":
        """The spot of an item of the list that stands here, counted from 0."""
        return Spot(self.file, f"{self.key}[{number}]")

    def fail(self, what: str) -> NoReturn:
        """Raises ContentError with the sentence "file: key what"."""
        message = f"{self.file}: {self.key or 'the file'} {what}."
        raise ContentError(message)


class _PlainLoader(_Base):  # type: ignore[misc]  # the C loader where PyYAML has one, and then it has no type
    """Safe YAML that refuses what PyYAML would let pass: a key that is written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  # PyYAML's own signature
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                problem = f"the key {key} is written twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
            seen.add(key)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


def read(kind: Any, path: Path, *, name: str) -> Any:
    """The content of the file as a `kind` (a record or a tuple of records). Raises ContentError; `name` is
    what the file is called in its sentence."""
    spot = Spot(name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            spot.fail(f"is larger than {LARGEST_FILE // 1024} kB")
        raw = yaml.load(path.read_text("utf-8"), _PlainLoader)  # noqa: S506  # _PlainLoader is a safe loader
    except OSError as error:
        spot.fail(f"cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        spot.fail("is not written in UTF-8")
    except yaml.MarkedYAMLError as error:
        line = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
        spot.fail(f"is not valid YAML{line} ({error.problem})")
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        spot.fail("is not valid YAML")
    if raw is None:
        spot.fail("is empty")
    return decode(kind, raw, spot)


def decode(kind: Any, raw: object, spot: Spot) -> Any:
    """What YAML made as a `kind`: a record, a tuple of one kind, an enumeration, text, a number, a bool or a day. A
    kind that may be None is left out of the file when it is."""
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is tuple:
        return _decode_list(get_args(kind)[0], raw, spot)
    if is_dataclass(kind):
        return _decode_record(kind, raw, spot)
    if issubclass(kind, StrEnum):
        return _decode_choice(kind, raw, spot)
    if type(raw) is not kind:
        hint = "; put it in quotes" if kind is str and isinstance(raw, bool | int | float) else ""
        spot.fail(f"must be {_KINDS[kind]}{hint}")
    if isinstance(raw, str):
        return raw.strip() or spot.fail("is empty")
    return raw


def _decode_list(item: Any, raw: object, spot: Spot) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        spot.fail("must be a list")
    if not raw:
        spot.fail("is an empty list")
    return tuple(decode(item, each, spot.item(number)) for number, each in enumerate(raw))


def _decode_choice(kind: type[StrEnum], raw: object, spot: Spot) -> StrEnum:
    known = {each.value: each for each in kind}
    if not isinstance(raw, str) or raw not in known:
        spot.fail(f"must be one of: {', '.join(known)}")
    return known[raw]


def _decode_record(kind: Any, raw: object, spot: Spot) -> Any:
    if not isinstance(raw, dict):
        spot.fail("must be a set of keys and values")
    declared: dict[str, Field[Any]] = {each.name: each for each in fields(kind)}
    for key in raw:
        if key not in declared:
            spot.at(str(key)).fail(f"is not a known key; known here: {', '.join(declared)}")
    for name, each in declared.items():
        if each.default is MISSING and raw.get(name) is None:
            spot.at(name).fail("is missing")
    kinds = get_type_hints(kind)
    return kind(**{key: decode(kinds[key], value, spot.at(key)) for key, value in raw.items()})
