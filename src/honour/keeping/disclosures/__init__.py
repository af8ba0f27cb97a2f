"""What somebody demanded of a person's data, what was checked, and what left (GDPR Art. 4(9), 5(2))."""
