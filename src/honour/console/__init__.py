"""Where staff work on every site."""
