"""The game in a browser: a server that gives every visitor a process of their own (`tactegic serve`)."""
