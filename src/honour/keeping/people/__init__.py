"""Who has an account, how he signs in, from where he did, and what he acknowledged."""
