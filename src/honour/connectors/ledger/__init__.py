"""The replay ledger: what was destroyed, told outside every store, so that a restore brings nobody back."""
