"""What people ask for, until when it is due, and the answer they got."""
