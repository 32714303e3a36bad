"""The transcription queue: when recordings are transcribed, how far it has come, and when each will be ready."""
