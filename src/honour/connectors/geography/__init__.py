"""Where an IP address is, as far as a database says that the operator installed."""
