"""The assembly of a year: from the first consultation to commitments that are kept.

Six chambers, each with the furniture of a room: `editions` (the year and its stages), `issues` (what is brought before it),
`text` (the declaration, its hearings and amendments), `consensus` (delegates, stances, dissent, formal votes), `day` (the
hall) and `after` (proceedings, commitments). A later chamber calls an earlier one, never back.
"""
