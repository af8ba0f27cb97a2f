"""A person's file, cut to what the reader's role and purpose need, and shown once its entry stands."""
