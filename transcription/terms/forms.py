"""The form of the unit's own words."""

from wtforms import TextAreaField
from wtforms.validators import Length

from toolkit.forms import VersionedForm
from toolkit.language import lazy_gettext as _l
from transcription.terms.own_words import LONGEST_TEXT


class TermsForm(VersionedForm):
    """One word per line."""

    text = TextAreaField(
        _l("Words, one per line"),
        [Length(max=LONGEST_TEXT)],
        description=_l(
            "Names of places, schools, programmes and local words. Never the name of a child or a relative."
        ),
        render_kw={"spellcheck": "false", "autocapitalize": "none"},
    )
