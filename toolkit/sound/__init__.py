"""What a recording is: kinds of file, opening them safely, their own clock, and how they end. Pure."""
