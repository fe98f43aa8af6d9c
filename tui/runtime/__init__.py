"""What every screen of the app relies on: messages, errors, log, worker priority, painting."""
