"""Whisper's multilingual vocabulary as a Hugging Face tokenizer, which is what faster-whisper reads.

Comes from openai-whisper's own ranks (MIT, see practice_model/LICENCES.md), kept compressed beside the practice model.
"""

import base64
import gzip
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from transcription.model_conversion.whisper_weights import Whisper
from transcription.speech_models import refusals

RANKS = Path(__file__).parent.parent / "practice_model" / "multilingual.tiktoken.gz"
END = 50257
"""The number of <|endoftext|>, after the 50 257 pieces of text."""

LANGUAGES = (  # noqa: SIM905 - a list of its own would take a hundred lines
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi "
    "ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd "
    "gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue"
).split()
"""The multilingual models' language tokens, in the order of their numbers. The last one came with the third large."""

USUAL_LANGUAGES = 99
TIME = re.compile(r"<\|\d+\.\d\d\|>")
TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")


def count_languages(n_vocab: int) -> int:
    """How many languages a multilingual model knows, from the size of its vocabulary."""
    return min(max(n_vocab - 51766, 1), len(LANGUAGES))


def special_tokens(*, languages: int = USUAL_LANGUAGES) -> list[str]:
    """Whisper's tokens that are not text, in the order of their numbers, without the times."""
    names = ["endoftext", "startoftranscript", *LANGUAGES[:languages], *TASKS]
    return [f"<|{name}|>" for name in names]


@cache
def build_tokenizer(*, languages: int = USUAL_LANGUAGES) -> Any:
    """openai-whisper's multilingual vocabulary as a Hugging Face tokenizer: what faster-whisper reads."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    ranks = _read_ranks()
    shown = _byte_letters()
    spelled = {piece: "".join(shown[byte] for byte in piece) for piece in ranks}
    merges = [(spelled[left], spelled[right]) for left, right in _merges(ranks)]
    tokenizer = Tokenizer(models.BPE(vocab={spelled[p]: rank for p, rank in ranks.items()}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    names = special_tokens(languages=languages)
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in names])
    tokenizer.add_tokens([AddedToken(_time(step), special=False, normalized=False) for step in range(1501)])
    return tokenizer


def _time(step: int) -> str:
    return f"<|{step * 0.02:.2f}|>"


def load_tokenizer(file: Path) -> Any:
    """The tokenizer in a file. Raises InvalidInput when it is damaged or none."""
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises a bare Exception
        raise refusals.damaged(file.name) from error


def join_tokenizer(vocabulary: Path, merges: Path, *, added: Mapping[str, int]) -> Any:
    """The tokenizer of a folder that holds it in pieces: vocab.json, merges.txt and the tokens beside the text."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    try:
        tokenizer = Tokenizer(models.BPE.from_file(str(vocabulary), str(merges)))
    except Exception as error:  # the library raises a bare Exception
        raise refusals.damaged(vocabulary.name) from error
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    names = sorted({"<|endoftext|>", *added}, key=lambda name: added.get(name, END))
    for is_time, group in groupby(names, key=lambda name: TIME.fullmatch(name) is not None):
        tokens = [AddedToken(name, special=not is_time, normalized=False) for name in group]
        (tokenizer.add_tokens if is_time else tokenizer.add_special_tokens)(tokens)
    if any(tokenizer.token_to_id(name) != number for name, number in added.items()):
        raise refusals.damaged(vocabulary.name)
    return tokenizer


def list_words(tokenizer: Any, *, length: int) -> list[str]:
    """Every token by its number. The times are added where the tokenizer does not know them."""
    words = [tokenizer.id_to_token(number) for number in range(length)]
    first_time = (tokenizer.token_to_id("<|notimestamps|>") or length) + 1
    return [_time(number - first_time) if word is None else word for number, word in enumerate(words)]


def language_numbers(tokenizer: Any) -> dict[str, int]:
    """The numbers of the languages that the tokenizer knows."""
    numbers = {f"<|{language}|>": tokenizer.token_to_id(f"<|{language}|>") for language in LANGUAGES}
    return {name: number for name, number in numbers.items() if number is not None}


def suppressed(model: Whisper, tokenizer: Any) -> tuple[list[int], list[int]]:
    """What the model never writes, and what it does not begin with: its own lists, else openai-whisper's."""
    always, first = model.suppressed, model.suppressed_first
    if always is None:
        never = ("transcribe", "translate", "startoftranscript", "startofprev", "startoflm")
        numbers = {tokenizer.token_to_id(f"<|{name}|>") for name in never}
        always = tuple(sorted(non_speech_tokens(tokenizer) | numbers))
    if first is None:
        first = (tokenizer.encode(" ", add_special_tokens=False).ids[0], END)
    return list(always), list(first)


def is_standard(tokenizer: Any, *, languages: int) -> bool:
    """Whether the tokenizer numbers text and tasks as openai-whisper does."""
    numbers = tokenizer.get_vocab(with_added_tokens=True)
    shown = _byte_letters()
    text = {"".join(shown[byte] for byte in piece): rank for piece, rank in _read_ranks().items() if piece}
    tasks = special_tokens(languages=languages)
    for at, name in enumerate(tasks):
        other = name.replace("nospeech", "nocaptions")  # what older files call it
        text[name if name in numbers else other] = END + at
    return all(numbers.get(word) == number for word, number in text.items())


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
