"""A proposal's words as they are written on the board, where who is responsible is written beside them by others."""

import uuid

from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from toolkit import versions
from toolkit.access import Actor


def version_of(proposal: Proposal) -> int:
    """What somebody has seen who has seen the words: it stays when another day or somebody responsible is chosen."""
    return versions.of_words([proposal.text])


def reword(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, text: str, version: int) -> Proposal:
    """Change the words of a proposal and nothing else. Raises `WrongState` when somebody has changed them since."""
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    if proposal.text == text:
        return proposal
    versions.require_same(version_of(proposal), version, refusal=versions.THEIRS_BESIDE_YOURS)
    return proposing.change(
        actor, cycle_id, proposal_id, text=text, responsible=proposal.responsible, due=proposal.due,
        indicator=proposal.indicator, version=proposal.version,
    )  # fmt: skip
