"""Signing up, signing in, and looking after one's account."""
