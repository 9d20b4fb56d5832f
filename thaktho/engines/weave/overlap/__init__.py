"""Overlap: which rows do the same thing, or could carry each other. The public names are in `thaktho.engines.weave`."""
