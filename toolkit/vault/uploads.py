"""Files in forms: small ones stay in memory, large ones are sealed as they arrive. None is ever plaintext on a disk.

Werkzeug would put a file of more than 500 kB in the temp folder; the app's request class is this one instead.
"""

import io
import sys
from contextlib import AbstractContextManager
from functools import cached_property
from typing import IO, Any, BinaryIO, cast

from flask import Request
from werkzeug.datastructures import MultiDict

from toolkit import config
from toolkit.errors import N_, WrongState
from toolkit.large_body import is_large_body
from toolkit.plain_text import cleaned_values
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile, SealedReader, SealingWriter

FORM_AROUND = 64 * 1024
"""Bytes that a form may add around its file: the other fields and the boundaries."""


class SealedUpload:
    """A file that is sealed while it is written and can be read once it is whole; gone again unless it is kept."""

    def __init__(self) -> None:
        self.name = blobs.new_name("recording")
        self._writing: AbstractContextManager[SealingWriter] | None = vault().writing(self.name)
        self._writer = self._writing.__enter__()
        self._reader: SealedReader | None = None
        self._is_kept = False

    def write(self, data: bytes) -> int:
        """Seal a piece. Raises StorageFull."""
        return self._writer.write(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """The first call ends the writing: the file is then whole in the store."""
        return self._whole().seek(offset, whence)

    def tell(self) -> int:
        """The place of the next byte."""
        return self._whole().tell()

    def read(self, size: int | None = -1) -> bytes:
        """Plaintext from the sealed file."""
        return self._whole().read(size)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    @property
    def sealed(self) -> SealedFile:
        """What a row keeps about the file."""
        self._whole()
        return self._writer.sealed

    def keep(self) -> None:
        """The file has an owner now: a row that is about to be committed."""
        self._is_kept = True

    def close(self) -> None:
        """Let go. A file that was not finished or not kept is removed."""
        if self._writing is not None:
            self._stop_writing()
            return
        if self._reader is not None:
            self._reader.close()
        if not self._is_kept:
            vault().destroy(self.name)

    def _whole(self) -> SealedReader:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.__exit__(None, None, None)
        if self._reader is None:
            self._reader = vault().reading(self._writer.sealed)
        return self._reader

    def _stop_writing(self) -> None:
        writing, self._writing = self._writing, None
        try:
            raise WrongState(N_("The upload was broken off."))
        except WrongState:
            cast(AbstractContextManager[SealingWriter], writing).__exit__(*sys.exc_info())


class SealingRequest(Request):
    """Flask's request, with room for a recording where a view says so, and no temporary file anywhere.

    Text that comes in has plain line breaks and none of the characters that no text holds.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What stands after the question mark, without what is no character."""
        return cleaned_values(super().args)

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read: a recording's worth on a view with a large body, else MAX_CONTENT_LENGTH."""
        if is_large_body() and self._max_content_length is None:
            return config.current().largest_recording + FORM_AROUND
        return super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        """Set the limit of this one request."""
        self._max_content_length = value

    def close(self) -> None:
        """Also let go of files that the view did not keep, or that never became whole."""
        super().close()
        for upload in self._uploads():
            upload.close()

    def _load_form_data(self) -> None:
        """Also clean the fields of what is no character; files stay as they are."""
        is_new = "form" not in self.__dict__
        super()._load_form_data()
        if is_new:
            self.__dict__["form"] = cleaned_values(self.__dict__["form"])

    def _uploads(self) -> list[SealedUpload]:
        return cast(list[SealedUpload], self.__dict__.setdefault("sealed_uploads", []))

    def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> IO[bytes]:
        if not is_large_body():
            return io.BytesIO()  # MAX_CONTENT_LENGTH bounds it
        upload = SealedUpload()
        self._uploads().append(upload)
        return cast(BinaryIO, upload)
