"""What a person chooses: cookies, consents, letters, directives after death."""
