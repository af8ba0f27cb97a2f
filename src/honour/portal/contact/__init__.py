"""Writing to the site: for anybody, with an account or without."""
