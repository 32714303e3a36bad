"""The protocol of a seminar, which writes itself: who was there, what was talked about, and what came of it."""
