"""What is held about the person who is signed in: seen, corrected, taken away; and who looked at it."""
