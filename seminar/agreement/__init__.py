"""Where those who read a text by themselves marked the same lines, and where not: a reason to talk, nobody's score."""
