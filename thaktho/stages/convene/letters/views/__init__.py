"""Pages of letters, by matter."""
