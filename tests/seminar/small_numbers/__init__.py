"""Everything that is published of a generated unit, and an attacker who has all of it."""
