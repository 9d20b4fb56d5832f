"""Pages of the declaration."""
