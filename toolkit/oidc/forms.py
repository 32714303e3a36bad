"""The shape of what the provider sends back by way of the browser."""

from wtforms import HiddenField

from toolkit.forms import HouseForm

PLAIN = {"id": False}


class ReturnForm(HouseForm):
    """A code, and what ties it to the question. Whoever checks them says what is wrong."""

    code = HiddenField(render_kw=PLAIN)
    state = HiddenField(render_kw=PLAIN)
    iss = HiddenField(render_kw=PLAIN)
