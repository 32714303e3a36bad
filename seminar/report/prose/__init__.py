"""The report's sections as drafts in plain language, each sentence with what it was made from. Pure."""
