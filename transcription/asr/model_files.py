"""Which files make a model whole, in each form and for each engine. Pure and light: the web looks here too."""

from enum import StrEnum
from pathlib import Path

FASTER_WHISPER, OPENAI_WHISPER = "faster-whisper", "openai-whisper"
NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
WEIGHTS, SHARDS, TOKENIZER = "model.safetensors", "model.safetensors.index.json", "tokenizer.json"
TOKENIZER_PIECES = ("vocab.json", "merges.txt")
ALIGNMENT_HEADS = "alignment_heads"
"""Where a converted `.pt` file holds the heads that tell the times of words."""


class Form(StrEnum):
    """The forms of a model: faster-whisper's, openai-whisper's, and the one that models are published in."""

    CT2 = "ct2"
    OPENAI = "openai"
    HUGGING_FACE = "hugging-face"


READS = {FASTER_WHISPER: Form.CT2, OPENAI_WHISPER: Form.OPENAI}
"""The form that each engine reads."""


OWN_WEIGHTS = {".bin": Form.CT2, ".pt": Form.OPENAI, ".safetensors": Form.HUGGING_FACE}
"""How a form's weights end: the large files, that no other form's reader opens."""


def is_read(name: str, *, engine: str) -> bool:
    """Whether an engine may open a file of that name."""
    return OWN_WEIGHTS.get(Path(name).suffix, READS[engine]) == READS[engine]


class Quantization(StrEnum):
    """What the numbers of a ct2 model can be stored as."""

    INT8 = "int8"
    FLOAT16 = "float16"
    FLOAT32 = "float32"


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


def list_missing_published(folder: Path) -> list[str]:
    """Names of the files that Hugging Face's form needs and the folder lacks. A tokenizer in pieces is enough."""
    missing = [] if (folder / "config.json").is_file() else ["config.json"]
    if not any((folder / name).is_file() for name in (WEIGHTS, SHARDS)):
        missing.append(WEIGHTS)
    if not (folder / TOKENIZER).is_file() and not all((folder / name).is_file() for name in TOKENIZER_PIECES):
        missing.append(TOKENIZER)
    return missing


def list_forms(source: Path) -> list[Form]:
    """The forms that a file or folder holds whole: the files are there, whatever is in them."""
    if source.is_file():
        return [Form.OPENAI] if source.suffix == ".pt" else []
    forms = [] if list_missing(source) else [Form.CT2]
    forms += [Form.OPENAI] if find_checkpoint(source) else []
    return forms + ([] if list_missing_published(source) else [Form.HUGGING_FACE])
