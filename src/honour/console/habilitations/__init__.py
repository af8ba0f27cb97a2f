"""Who of the staff holds which role, since when, and when somebody last said that it is still needed."""
