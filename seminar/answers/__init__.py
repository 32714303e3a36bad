"""Answers that can be counted: what each child said to the questions that every interview can settle."""
