"""Pages of the day. Import the module of the matter."""
