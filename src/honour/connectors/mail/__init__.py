"""Letters over SMTP, and what the name servers say of the sender's domain."""
