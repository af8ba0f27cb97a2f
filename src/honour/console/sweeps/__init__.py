"""Sweeps: what is due, what was done, the brake and its yes; and the holds that stop them."""
