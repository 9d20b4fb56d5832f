"""Pages of the call and its proposals."""
