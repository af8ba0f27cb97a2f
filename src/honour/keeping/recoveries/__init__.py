"""Somebody who lost name and address asks for a way back in: what he says, until his case is closed."""
