"""The audit computed from a sales ledger: cubes in SQL, figures by the methods of the field.

`analysis` is the door: `audit(source, choices)` once, or an `Analysis` kept open for re-cuts.
"""
