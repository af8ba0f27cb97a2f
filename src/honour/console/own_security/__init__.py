"""What the site sees of its own security, for who answers for it."""
