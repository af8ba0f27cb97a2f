"""The one way to an address that comes from data: a page of others, a partner's door."""
