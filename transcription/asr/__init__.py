"""Speech recognition: sound in, segments of text with times and confidence out. Pure: neither web nor database."""
