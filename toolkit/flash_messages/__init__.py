"""What the next page says of what was just done: sealed on the server, while the cookie holds a random token."""
