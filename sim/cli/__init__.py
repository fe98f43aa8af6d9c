"""The headless front end: everything that the screens can do. It holds no logic and imports no screen."""
