"""The register of processing, with what was seen beside what is promised; as a page and as files."""
