"""An invented unit with an invented year: practice data for whoever tries the program. Nobody in it exists."""
