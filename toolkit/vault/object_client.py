"""boto3 as the house uses it: its errors in our words, and whether a store will do, before anything lies there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolkit.errors import N_, HouseError, Misconfigured, NotFound, StorageFull, StoreUnavailable, WrongState
from toolkit.store_settings import StoreSettings
from toolkit.vault.store import name_taken, not_there

CONNECT_S, READ_S, TRIES = 3, 20, 3
NOT_THERE = frozenset({"404", "NoSuchKey", "NoSuchUpload", "NotFound"})
TAKEN = frozenset({"412", "PreconditionFailed", "ConditionalRequestConflict"})
FULL = frozenset({"507", "InsufficientStorage", "QuotaExceeded", "XMinioStorageFull", "ServiceQuotaExceededException"})
CLOSED = frozenset({"403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"})
TRIAL, MOST_TRIALS = "check-", 100
"""What a store is tried with; one that dies meanwhile may keep it."""

SENTENCES = {
    "NoSuchBucket": N_("The bucket %(bucket)s is not there. Make it in the store, or mend %(setting)s."),
    "RequestTimeTooSkewed": N_("The clocks of this machine and of the store differ. Set them right and start again."),
    "NotImplemented": N_("The store cannot refuse a name that is in use (If-None-Match). Take a newer version of it."),
}
"""What is wrong with a store, by S3's own word for it."""


def make_client(settings: StoreSettings) -> Any:
    """A client of the store. Raises `Misconfigured` when boto3 is not installed."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise Misconfigured(
            N_("%(setting)s needs a client that is not installed. Run: make machines"), setting=settings.setting
        ) from error
    return boto3.client(
        "s3",
        endpoint_url=settings.endpoint,
        aws_access_key_id=settings.key,
        aws_secret_access_key=settings.secret,
        region_name=settings.region,
        verify=str(settings.authorities) if settings.authorities else None,
        config=Config(
            connect_timeout=CONNECT_S,
            read_timeout=READ_S,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            max_pool_connections=32,
            s3={"addressing_style": "path"},
            # What is sealed proves itself, and not every store knows the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the client raises into the errors of a store: NotFound, WrongState, StorageFull, StoreUnavailable."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise error_of(str(error.response.get("Error", {}).get("Code", ""))) from error
    except BotoCoreError as error:  # no connection, or one that broke
        raise StoreUnavailable from error


def error_of(code: str) -> HouseError:
    """The error of a store for S3's word."""
    if code in NOT_THERE:
        return not_there()
    if code in TAKEN:
        return name_taken()
    if code in FULL:
        return StorageFull(
            N_(
                "There is no room left where recordings are kept. What was saved before is safe. Ask whoever runs the"
                " server to make room, and try again."
            )
        )
    return StoreUnavailable(code)


def prove(settings: StoreSettings | None, *, is_for_copies: bool = False) -> None:
    """Where there is a store: write, read and remove a small file. Raises `Misconfigured` with what to do.

    A bucket for copies may keep what is deleted for a time: the keys lie elsewhere, and destroying them is what counts.
    """
    if settings is None:
        return
    client, where = make_client(settings), {"Bucket": settings.bucket, "Key": f"{TRIAL}{secrets.token_hex(8)}"}
    try:
        with explained():
            client.put_object(**where, Body=b"ok", IfNoneMatch="*")
            client.get_object(**where, Range="bytes=0-1")["Body"].read()
            client.delete_object(**where)
    except StoreUnavailable as error:
        raise _misconfigured(error.code, settings) from error
    except (NotFound, WrongState, StorageFull) as error:
        raise Misconfigured(error.message) from error
    if not is_for_copies and _keeps_everything(client, settings.bucket):
        raise Misconfigured(
            N_(
                "The bucket %(bucket)s keeps everything for a time, whatever is deleted (object lock). Recordings must"
                " be disposed of when they are due: take a bucket without it."
            ),
            bucket=settings.bucket,
        )


def holds_anything(settings: StoreSettings) -> bool:
    """Whether the bucket holds a file that `prove` does not try it with. Raises `Misconfigured` with what to do."""
    client = make_client(settings)
    try:
        with explained():
            found = client.list_objects_v2(Bucket=settings.bucket, MaxKeys=MOST_TRIALS)
    except StoreUnavailable as error:
        raise _misconfigured(error.code, settings) from error
    except NotFound as error:
        raise Misconfigured(error.message) from error
    finally:
        client.close()
    return found.get("IsTruncated", False) or any(not one["Key"].startswith(TRIAL) for one in found.get("Contents", ()))


def _misconfigured(code: str, settings: StoreSettings) -> Misconfigured:
    if code in CLOSED:
        sentence = N_(
            "The store does not let us in. Check the key in %(setting)s and its secret; it must be allowed to read,"
            " write, list and delete in the bucket %(bucket)s."
        )
    else:
        sentence = SENTENCES.get(
            code, N_("The store at %(endpoint)s does not answer. Start it, or mend %(setting)s, and start again.")
        )
    return Misconfigured(sentence, bucket=settings.bucket, endpoint=settings.endpoint, setting=settings.setting)


def _keeps_everything(client: Any, bucket: str) -> bool:
    try:
        with explained():
            lock = client.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    except HouseError:  # there is none, or the store does not know of such a thing
        return False
    return "Rule" in lock
