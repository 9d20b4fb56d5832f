"""Figures, not verdicts: every measurement stands beside a floor or a peer of the same run."""
