"""What marks a data folder that a copy is being put back into, until it is whole: the program does not start there."""

from pathlib import Path

from toolkit.errors import N_, Misconfigured

NAME = "restoring.json"
UNFINISHED = N_(
    "A copy was being put back into this folder, and that was not finished. Run python app.py restore once more with"
    " the same words; it goes on where it was."
)


def require_whole(instance: Path) -> None:
    """Raise `Misconfigured` for a folder into which a copy has been put back only in part."""
    if (instance / NAME).exists():
        raise Misconfigured(UNFINISHED)
