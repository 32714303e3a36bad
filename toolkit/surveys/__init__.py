"""What the children thought of being interviewed, and what the interviewers learnt. The questions are content."""
