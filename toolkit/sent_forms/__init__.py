"""A form that is sent twice counts once: which forms came, and where each led."""
