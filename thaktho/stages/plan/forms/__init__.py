"""What people type into the plan: one module for each kind of thing; what many need stands in `rows`."""
