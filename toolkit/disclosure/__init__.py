"""What may be shown of counted children without pointing at one: whatever leaves the seminar asks here. Pure."""
