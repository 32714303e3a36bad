"""The child's own code: given with a thank-you card, apart from the survey. It opens what came of the talk."""
