"""What people write to the site, with an account or without: a reference, a clock, an answer."""
