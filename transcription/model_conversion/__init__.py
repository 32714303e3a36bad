"""The three forms a Whisper model comes in, and the way between them: read any, write any, prove it whole."""
