"""The editor of the policy: the file, the page that it becomes in both languages, and what would change."""
