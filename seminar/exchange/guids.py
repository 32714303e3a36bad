"""Names of things in a file that leaves: the same thing has the same name in every file of this installation.

Made with the installation's own key, so that a file cannot be laid beside the log, where the same things have ids.
"""

import hashlib
import hmac
import uuid

from toolkit import config


def guid(kind: str, of: object) -> str:
    """The name of one thing, in the form of a UUID. The same after every start."""
    key = config.current().secret_key.encode()
    digest = hmac.new(key, f"a name in an exchanged file: {kind} {of}".encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))
