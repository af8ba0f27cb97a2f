"""What is about to be destroyed, and what came of it (DESIGN, section 7)."""
