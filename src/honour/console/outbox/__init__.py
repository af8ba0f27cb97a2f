"""The letters of a demo, which sends none."""
