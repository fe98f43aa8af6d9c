"""What a screen holds to get work done: lookahead, review, bot, calibration, settings."""
