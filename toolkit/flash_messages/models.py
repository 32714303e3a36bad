"""The table of messages that wait for the next page."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText


class FlashMessage(Identified, Base):
    """What one request had to say, until a page has shown it. The cookie's token is known here only as a hash."""

    __tablename__ = "flash_message"

    token_hash: Mapped[str] = mapped_column(String(64), index=True)
    told: Mapped[str] = mapped_column(SealedText("flash_message.told"))  # JSON: [[category, words], …]
