"""Whose yes it is: a report is released by two people."""

from enum import StrEnum


class Side(StrEnum):
    """The two who say yes, never the same person."""

    COMPILER = "compiler"  # it is ready
    LEADER = "leader"  # I have read it
