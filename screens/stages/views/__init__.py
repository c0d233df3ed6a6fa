"""What the room sees of its sales ledger and survey: one module per subject, shown as tabs."""
