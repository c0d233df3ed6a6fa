"""What follows from the rows of a workshop: one file per subject, frozen dataclasses out.

Every function takes a `State` (and today where a status depends on it), computes with
`facilitator.methods` and keeps its answer with `state.memo`. What cannot be computed is a
`NotAvailable` with its reason. Nothing here changes a workshop.
"""
