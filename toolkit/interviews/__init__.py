"""Interviews: preparing, booking, the interview room, the recording on its way into the vault."""
