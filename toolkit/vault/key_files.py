"""How a file of keys is replaced: in one step, on stable storage, and nothing of the old one left under its name.

What is added to one is a line: it counts once its end is there, so that half of one, which a kill has left, never does.
"""

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


def append_line(path: Path, line: str, *, at: int) -> None:
    """Put a line on stable storage behind the whole lines of a file, which end at this byte.

    Whoever calls is alone with the file. What is there behind that byte is half a line, and is written over.
    """
    rest = memoryview(f"{line}\n".encode())
    with path.open("r+b", buffering=0) as file:
        file.truncate(at)
        file.seek(at)
        try:
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:  # the disk is full, say: the line is not there
            file.truncate(at)
            raise


def whole_lines(content: bytes) -> bytes:
    """What was read of a file, without half a line behind it. Raises ValueError for what was written over meanwhile."""
    if content and not content.strip(b" "):
        raise ValueError(len(content))
    return content[: content.rfind(b"\n") + 1]
