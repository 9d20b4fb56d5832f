"""Forms of the day, one module a matter."""
