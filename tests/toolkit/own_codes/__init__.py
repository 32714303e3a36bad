"""The child’s own code: given by the interviewer, apart from the survey."""
