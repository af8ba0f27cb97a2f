"""What recipients undertook, as it was recorded, and where their data goes."""
