"""Who looks at documents for viruses."""
