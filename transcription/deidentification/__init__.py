"""De-identification: from words that could tell who somebody is to a text that a person has approved."""
