"""The policies that this site has acted on, each kept whole."""
