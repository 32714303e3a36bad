"""The one error of this room: something in a content file is not as it should be."""


class ContentError(Exception):
    """A content file cannot be used, or a code is not in it. The message is a whole sentence that names
    the file and the key, for the person who wrote the file."""
