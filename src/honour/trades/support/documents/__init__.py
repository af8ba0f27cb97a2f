"""Documents of a ticket: files and serial keys, each sealed under a key of its own."""
