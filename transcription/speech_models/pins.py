"""Which files of which commit a model consists of, with their sizes and checksums: our own list, `pins.json`.

`model fetch` takes nothing else. `model pin` writes the list from the hub: whoever runs it trusts the hub that once.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from toolkit.errors import N_, InvalidInput

FILE = Path(__file__).parent / "pins.json"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file's size and SHA-256. Without one the file is held to the commit, by the hub's own checksum."""

    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Pin:
    """A model: a repository, a commit of it (40 hexadecimal digits), and the files that are fetched."""

    repository: str
    commit: str
    files: Mapping[str, PinnedFile]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files.values())

    @property
    def unproved(self) -> list[str]:
        """Names of the files for which our list has no checksum."""
        return [name for name, file in self.files.items() if file.sha256 is None]


def load(path: Path = FILE) -> dict[str, Pin]:
    """The list, by the models' names."""
    content = json.loads(path.read_text(encoding="utf-8"))["models"]
    return {
        name: Pin(
            repository=str(one["repository"]),
            commit=str(one["commit"]),
            files={
                file: PinnedFile(int(known["size"]), known["sha256"] and str(known["sha256"]))
                for file, known in one["files"].items()
            },
        )
        for name, one in content.items()
    }


def get_pin(name: str, path: Path = FILE) -> Pin:
    """The pin of a model. Raises InvalidInput with the way out for one that has none."""
    pin = load(path).get(name)
    if pin is None:
        raise InvalidInput(
            N_(
                "%(model)s is not on our list of models with checksums, so it is not fetched. Copy it from a place that"
                " you trust and add it (model add FOLDER), or put it on the list as the hub has it now (model pin)."
            ),
            field="name",
            model=name,
        )
    return pin


def save(name: str, pin: Pin, *, read: str, path: Path = FILE) -> None:
    """Write a pin into the list. `read` says when and from where."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["read"] = read
    content["models"][name] = asdict(pin)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
