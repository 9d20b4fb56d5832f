"""The only writers of the day, one module a matter."""
