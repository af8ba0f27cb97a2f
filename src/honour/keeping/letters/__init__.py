"""Letters to people: written in a page's own transaction, sent by a job."""
