"""Lists from a spreadsheet, whatever stands in them: rows, columns and what the person says about them."""
