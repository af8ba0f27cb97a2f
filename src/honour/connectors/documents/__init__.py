"""Where the files of people lie."""
