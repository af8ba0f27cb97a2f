"""`python -m honour.command`, the same as `honour`."""

from honour.command.main import run

run()
