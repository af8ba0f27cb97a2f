"""Where the keys lie."""
