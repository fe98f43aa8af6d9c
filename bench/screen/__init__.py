"""What `tactegic bench --ui` measures: real processes in real terminals, beside an empty Textual app."""
