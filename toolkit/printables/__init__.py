"""Sheets and cards to print: what lies on the table in a talk, as a page and as PDF, in A4 and in A6."""
