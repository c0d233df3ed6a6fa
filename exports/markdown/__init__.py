"""The complete plan as GitHub-flavoured Markdown."""
