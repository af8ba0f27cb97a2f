"""What people chose: consents, letters that they switched off, cookies, directives after death."""
