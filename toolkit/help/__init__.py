"""Help that teaches: pages to read, a seminar on one sheet, the first year's checklist, and what the year costs."""
