"""A store as bytes, in one consistent look, and bytes as the store again."""
