"""A file between two pages: what was sent goes out sealed with the look at it, and comes back with the yes.

Nothing is kept meanwhile. Only the person who sent it can send it on, and only to the page that it was sent to.
"""

import base64
import json
import zlib
from datetime import datetime, timedelta

from toolkit import clock
from toolkit.access import Actor
from toolkit.errors import N_, HouseError, WrongState
from toolkit.vault.columns import vault
from toolkit.vault.data_keys import INSTALLATION
from toolkit.vault.texts import open_text, seal_text

LABEL = "spreadsheet.page"
LASTS = timedelta(hours=12)
GONE = N_("The page has been open too long, or was made for somebody else. Choose the file once more.")


def seal(actor: Actor, data: bytes, *, page: str) -> str:
    """The file as a page can hold it; `page` is the address that it was sent to."""
    packed = base64.b64encode(zlib.compress(data, 6)).decode()
    content = json.dumps({"at": clock.now().isoformat(), "file": packed})
    blob = seal_text(vault().keys.get(INSTALLATION), LABEL, content, row=f"{actor.id} {page}")
    return base64.urlsafe_b64encode(blob).decode()


def unseal(actor: Actor, sealed: str, *, page: str) -> bytes:
    """The file again. Raises `WrongState` for anything that we did not seal for this person and page."""
    try:
        blob = base64.urlsafe_b64decode(sealed.encode())
        content = json.loads(open_text(vault().keys.get(INSTALLATION), LABEL, blob, row=f"{actor.id} {page}"))
    except (HouseError, ValueError) as error:
        raise WrongState(GONE) from error
    if clock.now() - datetime.fromisoformat(content["at"]) > LASTS:
        raise WrongState(GONE)
    return zlib.decompress(base64.b64decode(content["file"]))
