"""The board: what the group writes about a theme, beside what the children say."""
