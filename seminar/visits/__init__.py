"""Ask now: at an ordinary visit a worker asks whether a child has noticed an action. Counted, and nothing else kept."""
