"""Which files make a model whole, for each engine. Light: the web looks here without loading an engine."""

from pathlib import Path

FASTER_WHISPER, OPENAI_WHISPER = "faster-whisper", "openai-whisper"
NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")


def list_missing(folder: Path) -> list[str]:
    """Names of the files that faster-whisper needs and the folder lacks. One vocabulary is enough.

    Without this look the library asks the net for a missing tokenizer, and hangs where there is no net.
    """
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in VOCABULARIES):
        missing.append(VOCABULARIES[0])
    return missing


def find_checkpoint(folder: Path) -> Path | None:
    """openai-whisper's `.pt` file, or None when the folder does not hold exactly one."""
    found = sorted(folder.glob("*.pt"))
    return found[0] if len(found) == 1 else None
