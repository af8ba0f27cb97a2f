"""Demands of authorities, own rights, and preservations: what is checked before anything leaves."""
