"""A store of sealed files in a bucket of an S3-compatible server: the same promises as the folder's (`vault.store`).

Bytes come sealed, as to every store. A small file is one object; a large one goes up in parts while it is written, and
is there only when all of them are (decision 41). boto3 is the client; it is loaded when there is such a store.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO

from toolkit import clock
from toolkit.errors import NotFound
from toolkit.store_settings import StoreSettings
from toolkit.vault import object_reading
from toolkit.vault.object_client import error_of, explained, make_client
from toolkit.vault.object_writing import PART, ObjectDraft
from toolkit.vault.store import Draft, checked_name

AT_ONCE = 8
"""Files that are fetched side by side when many are read one after the other."""
MOST_REMOVED = 1000  # in one question, by S3's rules


class ObjectStore:
    """A bucket that is ours alone. One client serves all threads, as boto3 allows."""

    def __init__(self, settings: StoreSettings, *, part: int = PART) -> None:
        self._bucket = settings.bucket
        self._part = part
        self._client = make_client(settings)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @contextmanager
    def create(self, name: str) -> Iterator[Draft]:
        """See Store: confirmed by the server when the block ends, and refused there when the name is in use."""
        draft = ObjectDraft(self._client, bucket=self._bucket, key=checked_name(name), part=self._part)
        try:
            yield draft
            draft.finish()
        except BaseException:
            draft.give_up()
            raise

    def open(self, name: str) -> BinaryIO:
        """See Store: what is read is fetched when it is read."""
        key = checked_name(name)

        def fetch(start: int, size: int) -> tuple[bytes, int]:
            with explained():
                answer = self._client.get_object(
                    Bucket=self._bucket, Key=key, Range=f"bytes={start}-{start + size - 1}"
                )
                return answer["Body"].read(), int(answer["ContentRange"].rpartition("/")[2])

        return object_reading.buffered(fetch)

    def open_each(self, names: Iterable[str]) -> Iterator[BinaryIO]:
        """See Store: a few are fetched ahead, since each of them costs a way to the server and back."""
        rest = iter(names)
        with ThreadPoolExecutor(AT_ONCE) as fetching:
            waiting: list[Future[BinaryIO]] = [fetching.submit(self.open, name) for name in islice(rest, AT_ONCE)]
            while waiting:
                yield waiting.pop(0).result()
                waiting += [fetching.submit(self.open, name) for name in islice(rest, 1)]

    def destroy(self, name: str) -> bool:
        """See Store: every version that the bucket may have kept goes too."""
        if not self.exists(name):
            return False
        self.destroy_all([name])
        return True

    def destroy_all(self, names: Sequence[str]) -> None:
        """See Store: a thousand in one question."""
        for start in range(0, len(names), MOST_REMOVED):
            keys = [{"Key": checked_name(name)} for name in names[start : start + MOST_REMOVED]]
            hidden = [each["Key"] for each in self._remove(keys) if each.get("DeleteMarker")]
            for key in hidden:  # the bucket keeps versions: what was removed only hides the bytes
                self._remove(list(self._versions(key)))

    def exists(self, name: str) -> bool:
        """See Store."""
        checked_name(name)
        try:
            self.size(name)
        except NotFound:
            return False
        return True

    def size(self, name: str) -> int:
        """See Store."""
        with explained():
            return int(self._client.head_object(Bucket=self._bucket, Key=checked_name(name))["ContentLength"])

    def list_names(self, prefix: str = "") -> list[str]:
        """See Store."""
        with explained():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return sorted(each["Key"] for page in pages for each in page.get("Contents", ()))

    def list_leftovers(self) -> list[str]:
        """See Store: files of which parts have gone up. A smaller one lies in its writer's memory until it is whole."""
        return sorted(each["Key"] for each in self._unfinished())

    def remove_leftovers(self, *, untouched_for: timedelta) -> int:
        """See Store. Age is told by when the first part went up, on the server's clock."""
        border = clock.now() - untouched_for
        old = [each for each in self._unfinished() if each["Initiated"] <= border]
        for each in old:
            with explained(), suppress(NotFound):
                self._client.abort_multipart_upload(Bucket=self._bucket, Key=each["Key"], UploadId=each["UploadId"])
        return len(old)

    def _remove(self, objects: list[dict[str, str]]) -> list[dict[str, Any]]:
        with explained():
            answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": objects})
            if failed := answer.get("Errors"):
                raise error_of(str(failed[0].get("Code")))
            return list(answer.get("Deleted", ()))

    def _versions(self, key: str) -> Iterator[dict[str, str]]:
        with explained():
            pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=key)
            for page in pages:
                for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
                    if each["Key"] == key:
                        yield {"Key": key, "VersionId": each["VersionId"]}

    def _unfinished(self) -> list[dict[str, Any]]:
        with explained():
            pages = self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket)
            return [each for page in pages for each in page.get("Uploads", ())]
