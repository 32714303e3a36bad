"""The board: excerpts of handed-over transcripts under themes, beside the social workers' own voices."""
