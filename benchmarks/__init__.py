"""What is measured, and the commands that measure it again; floors/ keeps the figures below which CI fails."""
