"""A bag as RFC 8493 has it, made of files that are read while they are sent. Pure.

The sums are taken of the very bytes that go out, so the manifest comes after them; its length is known before.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from toolkit.subject_access.packing import Part

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HEX = 64


def make(root: str, payload: Sequence[Part], *, info: Mapping[str, str]) -> list[Part]:
    """The files of a bag in a folder of its own. `payload` are named as under `data/`; each may be read once."""
    sums: dict[str, str] = {}
    oxum = f"{sum(part.length for part in payload)}.{len(payload)}"
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{name}: {_one_line(text)}\n" for name, text in info.items()).encode()
        + f"Payload-Oxum: {oxum}\n".encode(),
    }
    files = [_summed(f"data/{part.name}", part, sums) for part in payload]
    manifest = _late("manifest-sha256.txt", [one.name for one in files], sums)
    first = [_summed(name, Part.of(name, content), sums) for name, content in tags.items()]
    listed = _late("tagmanifest-sha256.txt", [*tags, manifest.name], sums)
    whole = [*first, *files, _summed(manifest.name, manifest, sums), listed]
    return [Part(f"{root}/{one.name}", one.length, one.blocks) for one in whole]


def _summed(name: str, part: Part, sums: dict[str, str]) -> Part:
    def blocks() -> Iterator[bytes]:
        digest = hashlib.sha256()
        for block in part.blocks:
            digest.update(block)
            yield block
        sums[name] = digest.hexdigest()

    return Part(name, part.length, blocks())


def _late(name: str, listed: Sequence[str], sums: Mapping[str, str]) -> Part:
    """A list of sums that are known by the time it is read."""

    def blocks() -> Iterator[bytes]:
        for one in listed:
            yield f"{sums[one]}  {_quoted(one)}\n".encode()

    return Part(name, sum(HEX + 3 + len(_quoted(one).encode()) for one in listed), blocks())


def _quoted(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(text: str) -> str:
    return " ".join(text.split())
