"""What each figure on the play screen is, how it comes about, and how sure it is: texts as data, by panel. What a
figure is at the moment stands in `explaining`, under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass

KNOWN = "It is known exactly: your own books and people."
READ = "It is a reading with an error, which shrinks with insight; the error stands beside it."
FUTURES = (
    "Told from thousands of drawn futures that no search has seen; what stands behind ± is the standard error of so "
    "many futures. It knows what your team can know, and is wrong where the world is not as your team believes."
)


@dataclass(frozen=True, slots=True)
class FigureExplanation:
    """One figure, in sentences."""

    name: str
    """of the figure, for `explaining`."""
    title: str
    what: str
    how: str
    sure: str


WIN_CHANCE = (
    FigureExplanation(
        "score", "Win chance",
        "The chance of the goal and half the chance of a draw, in points of a hundred.",
        "The best line that was found is played to the end in many futures; so many reach the goal, so many survive.",
        FUTURES,
    ),
    FigureExplanation(
        "chances", "Goal, draw, fired",
        "How games end on the best line: the goal is reached, you survive without it, or the directors fire you.",
        "They exclude each other and sum to a hundred.",
        FUTURES,
    ),
    FigureExplanation(
        "quarter", "This quarter",
        "What this quarter brings against its target, with the range in brackets.",
        "Bookings of the quarter on the best line, what is booked in it already counted in, over its target.",
        "Eight of ten futures lie in the range: that is the luck of the quarter, and no error of the reckoning.",
    ),
    FigureExplanation(
        "change", "Change ▲ ▼",
        "By how many points the win chance moved since the last position that was looked at.",
        "What happened moved it, luck and signals too, and not your move alone.",
        "It is shown only where it is more than two standard errors; else the chance is much as before.",
    ),
)  # fmt: skip

TOP = (
    FigureExplanation(
        "cash", "Cash", "What is left in the bank.",
        "Margin of every week, and what disruptions give or take.", KNOWN,
    ),
    FigureExplanation(
        "sight", "Sight", "How many months ahead your team sees.",
        "The mean time from the notice of a disruption to its strike, if foresight stays as it is; people who watch "
        "earn it, and it fades fastest of all stocks.",
        "It is a mean: some things come unseen, and a few are seen much earlier.",
    ),
    FigureExplanation(
        "patience", "The directors",
        "What this quarter must reach so that you are not fired.",
        "The directors look at the mean of the last four quarters' attainments; below their patience they fire. Three "
        "of them are known, so the fourth has to bring the rest.",
        KNOWN,
    ),
)  # fmt: skip

MOVE = (
    FigureExplanation(
        "split", "A seat's slider",
        "The share of its hours that this seat gives to the years to come; the rest belongs to this quarter.",
        "How these hours are spent says the focus. Answers to signals are taken from them first.",
        "You decide it. Under pressure less of it is lived, which stands behind it.",
    ),
    FigureExplanation(
        "kept", "Lived under pressure",
        "Of a hundred hours meant for the future, how many are lived so.",
        "When the team feels itself behind its target it falls back into the month; culture protects from that.",
        "Today's pressure is known exactly. It moves with every week of the period.",
    ),
    FigureExplanation(
        "effect", "What the move would change",
        "This quarter's bookings, those a year later, and the win chance, if you kept this move to the end.",
        "The same futures are played twice, with your move and with the last one; luck that both share falls out.",
        "With ~ it is a first reckoning from expectations, without dice. Then it has an error; 'unclear' means that "
        "two standard errors do not tell it from nothing.",
    ),
)  # fmt: skip

MOVE_NAME = "move"
"""In place of a panel's name: the sliders."""

PANELS: dict[str, tuple[FigureExplanation, ...]] = {
    "board": (
        FigureExplanation(
            "pieces", "♞ ♟ ♝",
            "Proposals, qualified opportunities and conversations, each in the column in which it is due.",
            "Each piece has a time drawn for every stage before it, as today's pace has it, so a row shows the true "
            "spread. It comes nearer week by week; one that is overdue gets a new time.",
            "The pieces are exact. When each is due is a spread; step onto its square and it tells you the range.",
        ),
        FigureExplanation(
            "hollow", "♙ not yet",
            "Wins that are expected in a column of business that does not exist yet.",
            "The wins that the lookahead expects under the move on the screen, less those that the pieces there are "
            "good for: each piece counts with its chance.",
            "They are means, and the further the less sure: beyond your sight they rest on base rates alone.",
        ),
    ),
    "ahead": (
        FigureExplanation(
            "fan", "The band and the curve",
            "Bookings (or wins) of the quarters to come on the line that is named above.",
            "The full curve is the mean of all futures. The dotted one is your move, if you kept it.",
            "Eight of ten futures lie in the band. Where it is thin it lies beyond your sight.",
        ),
        FigureExplanation(
            "first", "The figures below",
            "Mean and range of each quarter as text; the four behind the end are the year after you.",
            "What is booked in this quarter already is counted in.",
            FUTURES,
        ),
    ),
    "lines": (
        FigureExplanation(
            "line", "A line",
            "A plan to the end of the game: its first move, then what it changes by five points or more.",
            "A search plays hundreds of plans in futures of its own and keeps those that do best in them.",
            "There may be better ones that it has not found, above all in its first seconds.",
        ),
        FigureExplanation(
            "score", "Its score", "The win chance if the whole line is played.",
            "Told from held-out futures; the lines play in the same ones.", FUTURES,
        ),
        FigureExplanation(
            "tag", "best, equal, or a difference",
            "How it stands beside the best line, in points.",
            "Lines that share their luck are compared future by future.",
            "Marked equal: two standard errors do not tell it from the best, and either will do.",
        ),
        FigureExplanation(
            "futures", "Moves and futures",
            "How many moves it looks ahead, how many futures were played, and the largest error of a difference.",
            "Every plan's futures are counted.",
            "More futures, smaller errors: four times as many halve them.",
        ),
    ),
    "news": (
        FigureExplanation(
            "day", "The day", "The day of the game on which it happened.",
            "The engine lives every deal at a moment of its own. What struck, was seen or is answered comes first, in "
            "the order of days; of deals the largest.", KNOWN,
        ),
    ),
    "signals": (
        FigureExplanation(
            "when", "How far off, how strong",
            "Ranges in which the strike and its strength lie in eight of ten cases.",
            "The sign is read each time you look, always with the same luck, and sharper as it comes nearer.",
            "The reading errs the more, the further off it is and the less your team watches.",
        ),
        FigureExplanation(
            "false", "False alarms", "How many signs of its kind come to nothing.",
            "It belongs to the kind of disruption.", "It is a rate, known from the industry; this one may be real.",
        ),
        FigureExplanation(
            "ready", "How far your answer is",
            "The part of the answer that is done, and how much of it counts.",
            "Hours for answers bring it forward. It counts to a power, so that half an answer is an eighth.",
            "Progress is known exactly; whether it is done in time depends on when it strikes.",
        ),
        FigureExplanation(
            "market", "The market as read",
            "How many points your offering is ahead of what customers need, the same of the rival, and demand.",
            "It was read at the start of the quarter.", READ,
        ),
    ),
    "books": (
        FigureExplanation(
            "attainment", "Attainment", "Bookings over target.",
            "Of the quarter to play what is booked so far, against the whole quarter's target.", KNOWN,
        ),
        FigureExplanation(
            "margin", "Margin", "What the firm keeps of its bookings and its customers' yearly fees, less its people.",
            "Every week; hires cost extra.", KNOWN,
        ),
        FigureExplanation(
            "won", "Won (grown)", "Deals won, and of them those that grew of conversations.",
            "Grown deals are larger and won more often.", KNOWN,
        ),
        FigureExplanation(
            "goal", "The goal", "What the scenario asks for, and what is reached of it.",
            "The year after the end counts too, and is not in what is reached so far.",
            "It was set before the game and does not move.",
        ),
    ),
    "stocks": (
        FigureExplanation(
            "level", "A level, 0 to 100",
            "How much there is of what the firm lives on. The help says what each is for.",
            "Hours fill it, with less and less effect; time and leavers empty it.",
            KNOWN + " What it is worth is the laws' affair, and shows late.",
        ),
        FigureExplanation(
            "felt", "Felt attainment and pressure",
            "How the last weeks feel against the target, and how much of the month presses on the team.",
            "Attainment, smoothed over weeks. Below what the team is used to, pressure rises; culture dampens it.",
            KNOWN,
        ),
    ),
    "why": (
        FigureExplanation(
            "causes", "A cause",
            "What it did to bookings and to value, of the last period against the one before. All sum to the change.",
            "Each cause is put in place before and after every combination of the others, by the laws without dice; "
            "the mean of what that changes is its part (the Shapley value).",
            "The sum is exact. Luck is what came out beside what was to be expected, now less then.",
        ),
    ),
    "history": (
        FigureExplanation(
            "quarters", "A bar", "One measure of every quarter that has ended.",
            "The books of its thirteen weeks.", KNOWN + " A single quarter's luck is large; look at several.",
        ),
    ),
}  # fmt: skip
"""By the panel's name, in the order of the panel."""
