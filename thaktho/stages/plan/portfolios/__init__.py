"""A portfolio from the plan's rows: the demands as typed, the problem for the engine, and the answer kept for pages."""
