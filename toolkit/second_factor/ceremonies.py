"""The two ceremonies of WebAuthn, by py_webauthn: what the browser is asked for, and whether its answer holds. Pure."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from toolkit.second_factor.relying_party import RelyingParty

PROGRAM = "Barnens röster"
LONGEST = 16_000  # characters of an answer


class DoesNotHold(Exception):
    """The browser's answer is no proof."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey that was made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def creation_options(
    party: RelyingParty, challenge: bytes, *, person_id: uuid.UUID, username: str, known: Iterable[bytes]
) -> str:
    """What the browser is asked for to make a passkey, as JSON. No attestation: nobody's make of key is wanted."""
    options = webauthn.generate_registration_options(
        rp_id=party.rp_id,
        rp_name=PROGRAM,
        user_id=person_id.bytes,
        user_name=username,
        challenge=challenge,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return webauthn.options_to_json(options)


def request_options(party: RelyingParty, challenge: bytes, *, known: Iterable[bytes], verified: bool) -> str:
    """What the browser is asked for to use one, as JSON: one of the known, or whichever it has when none are named."""
    options = webauthn.generate_authentication_options(
        rp_id=party.rp_id,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        user_verification=UserVerificationRequirement.REQUIRED if verified else UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options)


def challenge_in(answer: str) -> tuple[bytes, bytes]:
    """The credential's id and the challenge that an answer names; nothing of it is believed yet.

    Raises `DoesNotHold` for what is no answer.
    """
    try:
        if len(answer) > LONGEST:
            raise DoesNotHold
        credential = json.loads(answer)
        data = parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        return base64url_to_bytes(credential["id"]), data.challenge
    except _BROKEN as error:
        raise DoesNotHold from error


def check_creation(answer: str, *, party: RelyingParty, challenge: bytes) -> NewPasskey:
    """The passkey that was made. Raises `DoesNotHold`."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=party.rp_id, expected_origin=party.origin
        )
    except _BROKEN as error:
        raise DoesNotHold from error
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def check_use(
    answer: str, *, party: RelyingParty, challenge: bytes, public_key: bytes, sign_count: int, verified: bool
) -> int:
    """The new count of a passkey that has signed the challenge, with its owner's PIN or finger where `verified`.

    Raises `DoesNotHold`.
    """
    try:
        used = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=party.rp_id,
            expected_origin=party.origin, credential_public_key=public_key, credential_current_sign_count=sign_count,
            require_user_verification=verified,
        )  # fmt: skip
    except _BROKEN as error:
        raise DoesNotHold from error
    return used.new_sign_count


_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What an answer that somebody has made up can raise, here or in the library."""
