"""People: units, teams, roles, sign-in and sessions."""
