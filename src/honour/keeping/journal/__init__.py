"""The journal: entries, their details, the tree over them, its signed heads (DESIGN, section 9)."""
