"""How a file of keys is replaced: in one step, on stable storage, and nothing of the old one left under its name."""

import os
import secrets
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Put a text in a file's place: at no moment is there half a file. Readable by the program's account only."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle, not a path
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def replace_and_erase(path: Path, text: str) -> None:
    """The same, and what the old file held is written over where it lay, as far as the disk lets a program do that."""
    try:
        old = path.open("r+b")
    except FileNotFoundError:
        replace_file(path, text)
        return
    with old:
        replace_file(path, text)
        old.write(b" " * os.fstat(old.fileno()).st_size)
        old.flush()
        os.fsync(old.fileno())
