"""What `honour check` finds, seen by the publisher as it is now."""
