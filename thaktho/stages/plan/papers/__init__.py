"""What the plan becomes on paper and as data: frozen, printed, exported. Nothing here writes a row."""
