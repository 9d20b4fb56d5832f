"""Pages of this room, by matter."""
