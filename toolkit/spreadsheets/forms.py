"""The shape of a list that comes in: a file at first, then the same file sealed in the page, with the answers."""

from typing import Any

from flask import request
from flask_wtf.file import FileField
from wtforms import HiddenField

from toolkit.access import Actor
from toolkit.errors import N_, InvalidInput
from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l
from toolkit.spreadsheets import carrying, reading
from toolkit.spreadsheets.table import Answers, read_answers


class SheetForm(HouseForm):
    """A file with a list, or the one that the page holds; `act` says whether to look at it again or to keep it."""

    file = FileField(_l("File"), description=_l("CSV from a spreadsheet, at most 2 MB and 5000 rows."))
    sealed = HiddenField()
    act = HiddenField()
    data_sent: bytes = b""
    answers: Answers = Answers()

    def receive(self, actor: Actor) -> None:
        """Take in what was sent. Raises `InvalidInput` beside the field, or `WrongState` for a page gone stale."""
        chosen: Any = self.file.data
        if chosen:
            self.data_sent = chosen.read(reading.LARGEST + 1)
            if len(self.data_sent) <= reading.LARGEST:
                self.sealed.data = carrying.seal(actor, self.data_sent, page=request.path)
        elif self.sealed.data:
            self.data_sent = carrying.unseal(actor, self.sealed.data, page=request.path)
            self.answers = read_answers(request.form.items())
        else:
            raise InvalidInput(N_("Choose a file first."), field="file")

    @property
    def is_kept(self) -> bool:
        """Whether the person has looked at the list and wants it kept."""
        return bool(self.act.data == "keep" and not self.file.data)
