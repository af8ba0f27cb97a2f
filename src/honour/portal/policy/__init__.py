"""The policy in force, as a page."""
