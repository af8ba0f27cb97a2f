"""A backup as one encrypted file: what it is made of, and how it is written and read."""
