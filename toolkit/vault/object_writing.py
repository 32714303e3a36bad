"""A file on its way into an object store: small ones in one go, large ones in parts; there when all of it is."""

import secrets
from contextlib import suppress
from typing import Any

from toolkit.errors import HouseError, NotFound, WrongState
from toolkit.vault.object_client import explained

PART = 8 * 1024 * 1024
"""Bytes of a large file that are held in memory before they go up. S3 takes no part under 5 MiB but the last."""
WRITER = "writer"


class ObjectDraft:
    """Collects what is written. `finish` returns when the server has confirmed the whole file.

    The server itself refuses a name in use (`If-None-Match`). The file carries a mark of who wrote it: when an answer
    is lost and the client asks again, its own file is no other's.
    """

    def __init__(self, client: Any, *, bucket: str, key: str, part: int) -> None:
        self._client = client
        self._where = {"Bucket": bucket, "Key": key}
        self._part = part
        self._mark = {WRITER: secrets.token_hex(16)}
        self._pending = bytearray()
        self._upload: dict[str, str] = {}
        self._sent: list[dict[str, Any]] = []

    def write(self, data: bytes, /) -> int:
        """See Draft. Raises StorageFull, StoreUnavailable."""
        self._pending += data
        while len(self._pending) > self._part:
            self._send_part()
        return len(data)

    def finish(self) -> None:
        """Make it a whole file. Raises WrongState for a name in use, StorageFull, StoreUnavailable."""
        try:
            with explained():
                if self._upload:
                    self._complete()
                else:
                    self._client.put_object(
                        **self._where, Body=bytes(self._pending), IfNoneMatch="*", Metadata=self._mark
                    )
        except (WrongState, NotFound):
            if not self._is_ours():
                raise

    def give_up(self) -> None:
        """Take back the parts that have gone up. What cannot be taken back now is a leftover (`remove_leftovers`)."""
        if self._upload:
            with suppress(HouseError), explained():
                self._client.abort_multipart_upload(**self._where, **self._upload)

    def _send_part(self) -> None:
        with explained():
            if not self._upload:
                begun = self._client.create_multipart_upload(**self._where, Metadata=self._mark)
                self._upload = {"UploadId": begun["UploadId"]}
            number, piece = len(self._sent) + 1, bytes(self._pending[: self._part])
            sent = self._client.upload_part(**self._where, **self._upload, PartNumber=number, Body=piece)
            self._sent.append({"PartNumber": number, "ETag": sent["ETag"]})
        del self._pending[: self._part]

    def _complete(self) -> None:
        if self._pending:
            self._send_part()
        self._client.complete_multipart_upload(
            **self._where, **self._upload, MultipartUpload={"Parts": self._sent}, IfNoneMatch="*"
        )

    def _is_ours(self) -> bool:
        with suppress(NotFound), explained():
            return bool(self._client.head_object(**self._where)["Metadata"] == self._mark)
        return False
