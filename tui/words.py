"""The words of the game and what they mean; each has one meaning everywhere."""

from __future__ import annotations

WORDS = (
    ("split", "the share of a seat's hours that belongs to the years to come"),
    ("answers", "the part of that share which goes into answers to signals, while there are any"),
    ("spread", "how answers are spread: over all signals alike, by need, or on the worst"),
    ("focus", "how the rest of that share is spread over what a seat can work on"),
    ("pressure", "when the team feels behind its target, it lives more of the month than you chose"),
    ("signal", "an early sign of a disruption; foresight sees more of them, earlier and sharper"),
    (
        "franchise value",
        "the margin of the year after the end, under a caretaker: what your position is worth",
    ),
    ("line", "a sequence of moves; taking a move back begins another"),
    ("win chance", "the chance of the goal and half of that of a draw, in points of a hundred"),
    ("sight", "how many months ahead the team sees; beyond it there are base rates"),
)
"""A word, and what it means."""
