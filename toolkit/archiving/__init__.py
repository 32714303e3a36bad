"""Handing over to the archive what a decision keeps: a copy in open formats, two people, a certificate."""
