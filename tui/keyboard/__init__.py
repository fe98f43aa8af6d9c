"""Keys: the table of bindings, keymaps, the queue that keeps their order."""
