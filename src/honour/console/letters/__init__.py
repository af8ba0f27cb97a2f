"""The letters that could not be sent: administrators see why, and let one go again."""
