"""Drafts a data map from what the databases say of their tables: `guessing` reads names, `draft` joins them,
`written` spells the file.
"""
