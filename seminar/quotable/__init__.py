"""Which of a child's words may be quoted, and how: whoever shows a quote to others asks here."""
