"""What is marked in the texts of a seminar: excerpts under themes, suggestions and notes, and the page for it."""
