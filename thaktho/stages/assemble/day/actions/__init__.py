"""The only writers of the day. Import the module of the verb."""
