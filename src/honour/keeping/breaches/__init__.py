"""Breaches of personal data: the register, whom each reached, and what was told (GDPR Art. 33, 34)."""
