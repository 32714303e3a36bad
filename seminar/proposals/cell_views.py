"""The cells of the board, which are written on where they are: each opens as a small form, and is saved without a page.

What is answered is a part of a page. Without script the pages of `voices` and `proposals` serve.
"""

import uuid
from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.board import summaries, voices, writers
from seminar.board.forms import SummaryForm, VoiceForm
from seminar.proposals import proposing, responsibility, rewording
from seminar.proposals.forms import ResponsibleForm, RewordForm
from seminar.seminars.groups import list_group_names
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.forms import VersionedForm, options
from toolkit.language import gettext as _
from toolkit.versions import Seen

bp = Blueprint("cells", __name__, url_prefix="/cycles/<uuid:cycle_id>/board/cells")
SAVED = "", 204


@bp.route("/themes/<uuid:theme_id>/summary", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def summary(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """What the children say about a theme."""
    actor = current_actor()
    writers.require_writing(actor, cycle_id)
    row = summaries.find_summary(actor, cycle_id, theme_id)
    form = SummaryForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            summaries.write(actor, cycle_id, theme_id, **form.values())
            return SAVED
    form.accept_newer(row, **summaries.words_of(row))
    return _cell(form, theme_id, page=url_for("voices.summary", cycle_id=cycle_id, theme_id=theme_id))


@bp.route("/themes/<uuid:theme_id>/voice", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def new_voice(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """A new social workers' voice."""
    actor, form = current_actor(), VoiceForm()
    writers.require_writing(actor, cycle_id)
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    if form.validate_on_submit():
        with form.catching():
            voices.write(actor, cycle_id, theme.id, text=form.text.data, from_group=form.from_group.data)
            return SAVED
    page = url_for("voices.new", cycle_id=cycle_id, theme_id=theme_id)
    return _cell(form, f"voice-{theme_id}", page=page, names=list_group_names(cycle_id))


@bp.route("/voices/<uuid:voice_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def voice(cycle_id: uuid.UUID, voice_id: uuid.UUID) -> ResponseReturnValue:
    """A social workers' voice."""
    actor = current_actor()
    writers.require_writing(actor, cycle_id)
    row = voices.get_voice(actor, cycle_id, voice_id)
    form = VoiceForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            voices.change(actor, cycle_id, voice_id, **form.values())
            return SAVED
    form.accept_newer(row)
    return _cell(
        form, voice_id, page=url_for("voices.voice", cycle_id=cycle_id, voice_id=voice_id),
        again=url_for("cells.new_voice", cycle_id=cycle_id, theme_id=row.theme_id),
        remove=url_for("voices.remove", cycle_id=cycle_id, voice_id=voice_id), names=list_group_names(cycle_id),
    )  # fmt: skip


@bp.route("/themes/<uuid:theme_id>/proposal", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def new_proposal(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """A new proposal."""
    actor, form = current_actor(), RewordForm()
    writers.require_writing(actor, cycle_id)
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    if form.validate_on_submit():
        with form.catching():
            proposing.write(actor, cycle_id, theme.id, text=form.text.data)
            return SAVED
    return _cell(form, f"proposal-{theme_id}", page=url_for("proposals.new", cycle_id=cycle_id, theme_id=theme_id))


@bp.route("/proposals/<uuid:proposal_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def proposal(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """The words of a proposal; all of it is on its page."""
    actor = current_actor()
    writers.require_writing(actor, cycle_id)
    row = proposing.get_proposal(actor, cycle_id, proposal_id)
    seen = Seen(rewording.version_of(row))
    form = RewordForm(text=row.text, version=seen.version)
    if form.validate_on_submit():
        with form.catching():
            rewording.reword(actor, cycle_id, proposal_id, **form.values())
            return SAVED
    form.accept_newer(seen, text=row.text)
    return _cell(
        form, proposal_id, page=url_for("proposals.proposal", cycle_id=cycle_id, proposal_id=proposal_id),
        again=url_for("cells.new_proposal", cycle_id=cycle_id, theme_id=row.theme_id),
        remove=url_for("proposals.remove", cycle_id=cycle_id, proposal_id=proposal_id),
    )  # fmt: skip


@bp.route("/themes/<uuid:theme_id>/responsible", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def responsible(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Who is responsible for one of a theme's proposals (`of` in the address), or for all of them, and by which day."""
    actor, asked = current_actor(), request.args.get("of", "")
    writers.require_writing(actor, cycle_id)
    undecided = responsibility.list_undecided(actor, cycle_id, theme_id)
    first = next((each for each in undecided if asked in {"", str(each.id)}), None)
    seen = Seen(responsibility.version_of(undecided))
    stands = {"responsible": first.responsible, "due": first.due} if first else {}
    form = ResponsibleForm(of=first.id if first and asked else None, version=seen.version, **stands)
    form.of.choices = options([("", _("All proposals under the theme")), *((each.id, each.text) for each in undecided)])
    if form.validate_on_submit():
        with form.catching():
            responsibility.assign(actor, cycle_id, theme_id, **form.values())
            return SAVED
    form.accept_newer(seen, **stands)
    page = url_for("proposals.proposal", cycle_id=cycle_id, proposal_id=first.id) if first else ""
    return _cell(
        form, f"who-{first.id if first and asked else theme_id}", page=page, names=responsibility.suggest(actor)
    )


def _cell(
    form: VersionedForm, key: object, *, page: str, again: str = "", remove: str = "", names: Sequence[str] = ()
) -> ResponseReturnValue:
    """A cell that stands open. `again` is where the words go when what they changed has been removed meanwhile."""
    form.stand_apart(key)
    facts = {"page": page, "again": again, "remove": remove, "names": names}
    return render_template("board/cell.html", form=form, key=key, **facts), form.status
