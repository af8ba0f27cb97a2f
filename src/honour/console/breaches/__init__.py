"""Breaches: the 72 hours, whom it reached, who is told, and the register of those that nobody is told of."""
