"""The shape of a hand-written text of the report, of a decision about an open answer, and of a template."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from toolkit.documents.word_template import LARGEST
from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.language import lazy_gettext as _l


class TextForm(VersionedForm):
    """One text; an empty one is allowed and means that nothing is written."""

    text = TextAreaField(_l("Text"), filters=[stripped], validators=[Optional(), Length(max=20_000)])


class TrimForm(VersionedForm):
    """What is kept of a quote."""

    words = TextAreaField(
        _l("What stands in the report"),
        description=_l("Take words out and write // in their place. Leave it empty to let the whole quote stand."),
        filters=[stripped],
        validators=[Length(max=20_000)],
    )


class OpenAnswerForm(HouseForm):
    """What becomes of an open answer: `go` is use, leave or undo."""

    source = HiddenField(validators=[InputRequired(), Length(max=64)])
    go = HiddenField(validators=[AnyOf(("use", "leave", "undo"))])
    text = TextAreaField(_l("In the report"), filters=[stripped], validators=[Optional(), Length(max=4000)])


class TemplateForm(HouseForm):
    """A Word template of the unit's own."""

    file = FileField(
        _l("Word template"),
        description=_l(
            "A Word document (.docx) or template (.dotx) with your styles, header and footer, at most 5 MB."
        ),
        validators=[FileRequired(_l("Choose a file first."))],
    )

    def read_file(self) -> dict[str, Any]:
        """What was sent, at most a byte more than it may be, and what it is called."""
        chosen: Any = self.file.data
        return {"file": chosen.read(LARGEST + 1), "name": chosen.filename or ""}
