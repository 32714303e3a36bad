"""The pages of de-identification: the interview's names, one decision per word, and a colleague's reading."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import ids
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.language import gettext as _
from toolkit.language import ngettext
from toolkit.transactions import prepares
from toolkit.versions import Seen
from toolkit.web import wants_json
from transcription.deidentification import deciding, known_names, presentation, searching, second_reading, token_markup
from transcription.deidentification.forms import (
    NamesForm,
    OwnWordForm,
    PlaceForm,
    ReaderForm,
    ReadingForm,
    SeenForm,
    TokenForm,
    WordForm,
)
from transcription.deidentification.second_reading import APPROVED
from transcription.deidentification.words_page import REPLACE
from transcription.transcripts import access
from transcription.transcripts import presentation as transcript_showing

bp = Blueprint("deidentification", __name__)
bp.add_app_template_filter(token_markup.with_tokens)


@bp.app_template_global()
def readings_asked() -> Sequence[object]:
    """The texts that colleagues ask this person to read, for the side of «My interview»."""
    return second_reading.list_asked(current_actor())


@bp.route("/interviews/<uuid:assignment_id>/names", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def names(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The names that will be spoken in the interview, for its interviewer alone."""
    actor = current_actor()
    known = known_names.open_form(actor, assignment_id)
    form = NamesForm(data={**known, "version": known_names.version_of(known)})
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            known_names.save(actor, assignment_id, version=values.pop("version"), names=values)
            flash(_("The names are saved, sealed. Only you see them."))
            return redirect(url_for("interviews.show", assignment_id=assignment_id), 303)
    form.accept_newer(Seen(known_names.version_of(known)), **known)
    assignment = assignments.get_own(actor, assignment_id)
    return render_template("deidentification/names.html", assignment=assignment, form=form), form.status


@bp.get("/transcripts/<uuid:transcript_id>/words")
@allow(Role.SOCIAL_WORKER)
def words(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """What could be recognised: suggestions and decisions beside the text."""
    return _words(transcript_id, OwnWordForm(formdata=None))


@bp.post("/transcripts/<uuid:transcript_id>/words/search")
@allow(Role.SOCIAL_WORKER)
@prepares
def search(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Let the computer search the text as it stands now."""
    searching.search(current_actor(), transcript_id)
    return redirect(url_for(".words", transcript_id=transcript_id), 303)


@bp.post("/transcripts/<uuid:transcript_id>/words")
@allow(Role.SOCIAL_WORKER)
def decide(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Replace, keep, take a decision back, or say that a word means somebody else."""
    actor, form = current_actor(), WordForm()
    access.get_own(actor, transcript_id)
    form.require()
    word, action = form.word.data, form.action.data
    if action == "undo":
        deciding.undecide(actor, transcript_id, word=word)
    elif action == "split":
        deciding.split(actor, transcript_id, word=word)
    else:
        deciding.decide(actor, transcript_id, word=word, action=action, token=form.token.data or "")
    return _decided(transcript_id)


@bp.post("/transcripts/<uuid:transcript_id>/words/place")
@allow(Role.SOCIAL_WORKER)
def decide_place(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Decide about one place of a word by itself, or let it follow the others again."""
    actor, form = current_actor(), PlaceForm()
    access.get_own(actor, transcript_id)
    form.require()
    action, at = form.chosen()
    deciding.decide_place(
        actor, transcript_id, word=form.word.data, at=at, revision=int(form.revision.data or 0), action=action,
        token=form.token.data or "",
    )  # fmt: skip
    return redirect(url_for(".words", transcript_id=transcript_id, _anchor="suggestions"), 303)


@bp.post("/transcripts/<uuid:transcript_id>/words/sure")
@allow(Role.SOCIAL_WORKER)
def replace_sure(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Replace the sure suggestions that have been seen, all at once."""
    actor, form = current_actor(), SeenForm()
    access.get_own(actor, transcript_id)
    form.require()
    count = deciding.replace_sure(actor, transcript_id, words=form.words.data.splitlines())
    flash(ngettext("One word is decided.", "%(num)d words are decided.", count))
    return _decided(transcript_id)


@bp.post("/transcripts/<uuid:transcript_id>/words/undo")
@allow(Role.SOCIAL_WORKER)
def undo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take back what was decided last."""
    deciding.undo_last(current_actor(), transcript_id)
    return _decided(transcript_id)


@bp.post("/transcripts/<uuid:transcript_id>/words/token")
@allow(Role.SOCIAL_WORKER)
def rename(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Another token for one person; the token of somebody else makes the two one."""
    actor, form = current_actor(), TokenForm()
    access.get_own(actor, transcript_id)
    form.require()
    deciding.rename(actor, transcript_id, token=form.token.data, new=form.new.data)
    return redirect(url_for(".words", transcript_id=transcript_id, _anchor="decided"), 303)


@bp.post("/transcripts/<uuid:transcript_id>/words/own")
@allow(Role.SOCIAL_WORKER)
def mark_word(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """A word that the computer did not suggest."""
    form = OwnWordForm()
    if form.validate_on_submit():
        with form.catching():
            word, token = form.word.data, form.token.data
            deciding.decide(current_actor(), transcript_id, word=word, action=REPLACE, token=token, by_hand=True)
            return redirect(url_for(".words", transcript_id=transcript_id, _anchor="own-word"), 303)
    return _words(transcript_id, form)


@bp.post("/transcripts/<uuid:transcript_id>/approve")
@allow(Role.SOCIAL_WORKER)
def approve(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Everything has been read and decided."""
    transcript = deciding.approve(current_actor(), transcript_id)
    return redirect(url_for("handover.index", assignment_id=transcript.assignment_id), 303)


@bp.post("/interviews/<uuid:assignment_id>/second-reader")
@allow(Role.SOCIAL_WORKER)
def ask_reader(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a colleague to read before the text is handed over."""
    actor, form = current_actor(), ReaderForm()
    assignments.get_own(actor, assignment_id)
    asked = second_reading.ask(
        actor, assignment_id, reader_id=ids.read_id(form.reader.data, refusal=second_reading.CHOOSE, field="reader")
    )
    flash(_("%(name)s has been asked to read.", name=asked.reader.name))
    return redirect(url_for("handover.index", assignment_id=assignment_id), 303)


@bp.route("/readings/<uuid:reading_id>", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def reading(reading_id: uuid.UUID) -> ResponseReturnValue:
    """The de-identified text for the colleague who was asked, and the answer."""
    actor, form = current_actor(), ReadingForm()
    if form.validate_on_submit():
        with form.catching():
            answered = second_reading.answer(actor, reading_id, state=form.state.data, comment=form.comment.data or "")
            flash(
                _("Thank you. The text can be handed over now.")
                if answered.state == APPROVED
                else _("Thank you. Your colleague sees what you wrote.")
            )
            return redirect(url_for("interviews.mine"), 303)
    page = second_reading.open_page(actor, reading_id)
    return render_template("deidentification/reading.html", page=page, form=form, shown=transcript_showing), form.status


def _words(transcript_id: uuid.UUID, form: OwnWordForm) -> ResponseReturnValue:
    page = deciding.open_page(current_actor(), transcript_id)
    return render_template(
        "deidentification/words.html", page=page, form=form, shown=transcript_showing, said=presentation
    ), form.status


def _decided(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Nothing for a script that shows it already; the page for everybody else."""
    if wants_json():
        return {"decided": True}
    return redirect(url_for(".words", transcript_id=transcript_id, _anchor="suggestions"), 303)
