"""What can go wrong between us and the provider, each with the way out."""

from toolkit.errors import N_, InvalidInput, WrongState


class ProviderAway(WrongState):
    """The provider does not answer, or says what nobody can read. Local accounts go on."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The municipality's sign-in does not answer just now. Wait a while and try again. Whoever has a"
                " password here can use it meanwhile."
            )
        )


class NotAccepted(WrongState):
    """The provider does not know this program, or not its secret: nobody but an administrator can mend it."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The municipality's sign-in does not accept this program. Tell your administrator: the settings are"
                " wrong."
            )
        )


class NotOurs(InvalidInput):
    """What came back is not an answer to what this browser asked, is too old, or was used."""

    def __init__(self) -> None:
        super().__init__(N_("That sign-in was too old, used already, or begun in another window. Begin it once more."))


class Forged(InvalidInput):
    """What the provider is said to have signed does not hold. `claim` names what was wrong, for the log."""

    def __init__(self, *, claim: str = "signature") -> None:
        super().__init__(
            N_(
                "The answer from the municipality's sign-in could not be trusted, so nobody was let in. Begin it once"
                " more."
            )
        )
        self.claim = claim
