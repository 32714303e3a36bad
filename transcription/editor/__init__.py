"""The editor: listening and correcting, segment by segment."""
