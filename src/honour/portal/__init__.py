"""Where a person goes on every site."""
