"""What an export says, for a leader: Markdown, and one HTML file with pictures."""
