"""Whisper's multilingual vocabulary as a Hugging Face tokenizer, which is what faster-whisper reads.

Comes from openai-whisper's own ranks (MIT, see practice_model/LICENCES.md), kept compressed beside the practice model.
"""

import base64
import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RANKS = Path(__file__).parent / "practice_model" / "multilingual.tiktoken.gz"

LANGUAGES = (  # noqa: SIM905 - a list of its own would take a hundred lines
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi "
    "ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd "
    "gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su"
).split()
"""The multilingual model's 99 language tokens, in the order of their numbers."""

TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")


def special_tokens() -> list[str]:
    """Whisper's tokens that are not text, in the order of their numbers, without the times."""
    names = ["endoftext", "startoftranscript", *LANGUAGES, *TASKS]
    return [f"<|{name}|>" for name in names]


def build_tokenizer() -> Any:
    """openai-whisper's multilingual vocabulary as a Hugging Face tokenizer: what faster-whisper reads."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    ranks = _read_ranks()
    shown = _byte_letters()
    spelled = {piece: "".join(shown[byte] for byte in piece) for piece in ranks}
    merges = [(spelled[left], spelled[right]) for left, right in _merges(ranks)]
    tokenizer = Tokenizer(models.BPE(vocab={spelled[p]: rank for p, rank in ranks.items()}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in special_tokens()])
    times = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
    tokenizer.add_tokens([AddedToken(name, special=False, normalized=False) for name in times])
    return tokenizer


def _read_ranks() -> dict[bytes, int]:
    lines = gzip.decompress(RANKS.read_bytes()).splitlines()
    pairs = (line.split() for line in lines if line)
    return {base64.b64decode(piece): int(rank) for piece, rank in pairs}


def _byte_letters() -> dict[int, str]:
    """GPT-2's way to show any byte as a printable letter."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + n) for n, byte in enumerate(others)}


def _merges(ranks: dict[bytes, int]) -> Iterable[tuple[bytes, bytes]]:
    """For each longer piece the two halves it was merged from: what merging with lower ranks only leaves."""
    for piece, rank in sorted(ranks.items(), key=lambda item: item[1]):
        if len(piece) > 1:
            parts = _merged_below(piece, rank, ranks)
            if len(parts) == 2:
                yield parts[0], parts[1]


def _merged_below(piece: bytes, limit: int, ranks: dict[bytes, int]) -> list[bytes]:
    parts = [piece[i : i + 1] for i in range(len(piece))]
    while True:
        pairs = [(ranks.get(parts[i] + parts[i + 1], limit), i) for i in range(len(parts) - 1)]
        best, at = min(pairs, default=(limit, 0))
        if best >= limit:
            return parts
        parts[at : at + 2] = [parts[at] + parts[at + 1]]


SIGNS = (
    *'"#()*+/:;<=>@[\\]^_`{|}~「」『』',
    *"<< >> <<< >>> -- --- -( -[ (' (\" (( )) ((( ))) [[ ]] {{ }} ♪♪ ♪♪♪".split(),  # noqa: SIM905 - as above
)
NOTES = "♩♪♫♬♭♮♯"


def non_speech_tokens(tokenizer: Any) -> set[int]:
    """Tokens of brackets, notes and signs that a model must not write: openai-whisper's own list."""
    found = {_first(tokenizer, " -"), _first(tokenizer, " '")}
    for sign in (*SIGNS, *NOTES):
        for spelling in (sign, f" {sign}"):
            numbers = tokenizer.encode(spelling, add_special_tokens=False).ids
            if len(numbers) == 1 or sign in NOTES:
                found.add(numbers[0])
    return found


def _first(tokenizer: Any, text: str) -> int:
    return int(tokenizer.encode(text, add_special_tokens=False).ids[0])
