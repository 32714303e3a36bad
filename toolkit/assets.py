"""What the browser loads, from templates/assets: in one address space that changes with the content, kept for good.

Every address holds the fingerprint of all files. A browser may therefore keep what it has until the next release, and a
module finds its neighbours beside it. Read once, at the start; packed for the way, since nothing here is secret.
"""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from flask import Flask, Response, request
from markupsafe import Markup

from toolkit.config import ROOT
from toolkit.drawings.catalogue import draw
from toolkit.errors import NotFound

FOLDER = ROOT / "templates" / "assets"
ENDPOINT = "static"
KEPT = "public, max-age=31536000, immutable"
ASKED_FOR_AGAIN = "public, no-cache"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
SHRINKS = frozenset({".css", ".js", ".svg"})
TAKEN_IN = re.compile(r'^@import "([\w./-]+)";$', re.MULTILINE)
NEEDED = re.compile(r'^import [^"]+ from "([\w./-]+)";$', re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    name: str
    plain: bytes

    @property
    def suffix(self) -> str:
        """How the name ends."""
        return posixpath.splitext(self.name)[1]

    @cached_property
    def packed(self) -> bytes:
        """The same, compressed; made when somebody first asks."""
        return gzip.compress(self.plain, mtime=0)


@dataclass(frozen=True)
class Assets:
    """All of them by name, and the fingerprint that stands in their addresses."""

    files: Mapping[str, Asset]
    fingerprint: str

    def modules(self, name: str) -> list[str]:
        """A browser module and every module that it needs, so that all can be fetched at once."""
        found, waiting = dict[str, None](), [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = None
                needed = NEEDED.findall(self.files[one].plain.decode())
                waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(one), each)) for each in needed]
        return sorted(found)


@cache
def read(folder: Path = FOLDER) -> Assets:
    """Every file that is for the browser; a style sheet that takes others in becomes one with them."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in KINDS)
    content = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    digest = hashlib.sha256()
    for name, plain in content.items():
        digest.update(b"%d %s %d " % (len(name), name.encode(), len(plain)) + plain)
    files = {name: Asset(name, _whole(content, name)) for name in content}
    return Assets(files, digest.hexdigest()[:12])


def install(app: Flask) -> None:
    """Give the app the addresses of its assets, and templates a way to say which modules a page needs."""
    assets = read()

    def serve(fingerprint: str, filename: str) -> Response:
        found = assets.files.get(filename)
        if found is None:
            raise NotFound
        return _answer(found, is_current=fingerprint == assets.fingerprint)

    app.add_url_rule("/assets/<fingerprint>/<path:filename>", endpoint=ENDPOINT, view_func=serve)
    app.jinja_env.globals.update(modules_of=assets.modules, draw=_drawn)

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == ENDPOINT:
            values.setdefault("fingerprint", assets.fingerprint)


def _drawn(name: str) -> Markup:
    """One of our drawings, which stands in the page itself."""
    return Markup(draw(name))  # noqa: S704 - made by code of ours, of no words


def _whole(content: Mapping[str, bytes], name: str) -> bytes:
    """A style sheet with what it takes in, in its place; any other file as it is."""
    if not name.endswith(".css"):
        return content[name]
    beside = posixpath.dirname(name)
    return TAKEN_IN.sub(
        lambda found: content[posixpath.join(beside, found[1])].decode(), content[name].decode()
    ).encode()


def _answer(found: Asset, *, is_current: bool) -> Response:
    packs = found.suffix in SHRINKS
    is_packed = packs and request.accept_encodings.best_match(["gzip"]) is not None
    answer = Response(found.packed if is_packed else found.plain, content_type=KINDS[found.suffix])
    # A page from before the last start asks under its own fingerprint, and gets what there is now.
    answer.headers["Cache-Control"] = KEPT if is_current else ASKED_FOR_AGAIN
    if packs:
        answer.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
