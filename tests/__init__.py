"""The tests: they mirror the rooms, and add architecture, journeys, faults and bench."""
