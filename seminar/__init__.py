"""Seminar: from handed-over texts to themes, proposals, the report and the follow-up."""
