"""Where two of the staff give somebody a way back into an account whose name and address he lost."""
