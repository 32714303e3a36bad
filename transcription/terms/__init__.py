"""The unit's own words: places, programmes and local words that the machine should expect."""
