"""What hours for the future can be spent on, as people call it."""

from __future__ import annotations

ACTIVITY_MEANINGS = (
    ("talks about the coming years", "know the right executives", "what customers will face"),
    ("develop the sellers", "learn about customers", "watch what is coming"),
    ("new offerings", "watch what is coming", "a growth-minded culture", "processes, tools, structure"),
)
"""What each activity is, in the order of `ACTIVITIES`."""
