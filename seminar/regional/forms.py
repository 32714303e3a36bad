"""The shape of what comes in: a yearly file."""

from flask_wtf.file import FileField
from wtforms.validators import InputRequired

from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l


class FileForm(HouseForm):
    """A yearly file of a municipality, the own one too."""

    file = FileField(
        _l("The yearly file"),
        [InputRequired(_l("Choose the file first."))],
        description=_l(
            "A file that ends with .json, as the other municipality has made it. Drag it here, or choose it."
        ),
    )
