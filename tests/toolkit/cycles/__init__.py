"""The year: the draw, the list of children, the room in the browser."""
