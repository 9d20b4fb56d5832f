"""Pages of what remains."""
