"""Where sealed files lie when not in the instance folder: an S3-compatible store, named before the start. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from toolkit.errors import N_, Misconfigured

SCHEMES = {"s3+https": "https", "s3+http": "http"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
REGION = "us-east-1"  # what stores of one's own take when they have no regions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """An S3-compatible store: where it answers, the bucket, and the keys that open it. The secret is never shown."""

    endpoint: str
    bucket: str
    key: str
    secret: str = field(repr=False)
    region: str = REGION
    authorities: Path | None = None  # certificates that are believed in place of the machine's own


def read_store(environment: Mapping[str, str]) -> StoreSettings | None:
    """The store that BR_STORE_URL names, or None for the instance folder. Raises `Misconfigured` with what to do."""
    said = environment.get("BR_STORE_URL", "").strip()
    if not said:
        for name in ("BR_STORE_SECRET_FILE", "BR_STORE_CA_FILE"):
            if environment.get(name):
                raise Misconfigured(N_("%(name)s says something of a store, and BR_STORE_URL names none."), name=name)
        return None
    url, region = _url(said)
    return StoreSettings(
        endpoint=f"{SCHEMES[url.scheme]}://{url.netloc.rpartition('@')[2]}",
        bucket=url.path.strip("/"),
        key=unquote(url.username or ""),
        secret=_secret(url, environment.get("BR_STORE_SECRET_FILE", "")),
        region=region,
        authorities=_authorities(environment.get("BR_STORE_CA_FILE", "")),
    )


def _url(said: str) -> tuple[SplitResult, str]:
    """The address in its parts, and the region. What was said is not repeated: it may hold the secret."""
    wrong = Misconfigured(
        N_(
            "BR_STORE_URL must look like s3+https://KEY@s3.norrvik.example/BUCKET, with ?region=… if the store has"
            " regions."
        )
    )
    try:
        url = urlsplit(said)
        has_place, _port = bool(url.hostname), url.port
        query = dict(parse_qsl(url.query, strict_parsing=True)) if url.query else {}
    except ValueError:
        raise wrong from None
    is_whole = has_place and bool(url.username) and BUCKET.fullmatch(url.path.strip("/")) is not None
    if url.scheme not in SCHEMES or not is_whole or url.fragment or query.keys() - {"region"}:
        raise wrong
    return url, query.get("region", REGION)


def _secret(url: SplitResult, file: str) -> str:
    if bool(url.password) == bool(file):
        raise Misconfigured(
            N_("The secret that belongs to the key in BR_STORE_URL is missing. Put it in a file: BR_STORE_SECRET_FILE.")
            if not file
            else N_("BR_STORE_URL holds a secret and BR_STORE_SECRET_FILE another: say one of them.")
        )
    if not file:
        return unquote(url.password or "")
    try:
        secret = Path(file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise Misconfigured(N_("The file that BR_STORE_SECRET_FILE names cannot be read, or is empty."))
    return secret


def _authorities(file: str) -> Path | None:
    if file and not Path(file).is_file():
        raise Misconfigured(N_("The file that BR_STORE_CA_FILE names is not there."))
    return Path(file) if file else None
