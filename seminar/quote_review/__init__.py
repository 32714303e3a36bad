"""The quotes before they leave the house: what a child or a handler said of them, and what whoever leads does then."""
