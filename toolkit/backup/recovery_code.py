"""A backup key as signs on a paper, and back: 14 groups of four, the last signs a check against slips. Pure."""

import base64
import hashlib
import re

from toolkit.errors import N_, InvalidInput
from toolkit.vault.keyring import KEY_LENGTH

CHECK = 3
WRITTEN = re.compile(r"(?<![\w-])(?:[A-Za-z0-9]{4}[\s-]+){13}[A-Za-z0-9]{4}(?![\w-])")
GROUP = 4
WRONG = N_(
    "That is not a whole recovery code. It has 14 groups of four signs, letters and the figures 2 to 7. Look at the"
    " paper again: a sign is wrong, missing, or too many."
)


def write(key: bytes) -> str:
    """The code of a key, for a paper."""
    signs = base64.b32encode(key + _check(key)).decode()
    return " ".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def read(code: str) -> bytes:
    """The key of a code, however it was typed, also with the sentences around it that `backup code` says.

    Raises InvalidInput for a slip in any sign.
    """
    found = WRITTEN.search(code)
    signs = (
        re.sub(r"[\s-]+", "", found[0] if found else code).upper().replace("0", "O").replace("1", "I").replace("8", "B")
    )
    try:
        held = base64.b32decode(signs)
    except ValueError as error:
        raise InvalidInput(WRONG) from error
    key, check = held[:KEY_LENGTH], held[KEY_LENGTH:]
    if len(key) != KEY_LENGTH or check != _check(key):
        raise InvalidInput(WRONG)
    return key


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"barnens-roster recovery code" + key).digest()[:CHECK]
