"""What each figure on the play screen is, how it comes about, and how sure it is: texts as data, by panel. What a
figure is at the moment is in `current_figures`, under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass

KNOWN = "It is known exactly: your own books and people."
READ = "It is a reading with an error; more insight makes the error smaller. The error is shown beside it."
FUTURES = (
    "It is estimated from thousands of simulated futures that the search has not seen; the figure after ± is the "
    "standard error. It knows what your team can know, and is wrong where the world is not as your team believes."
)


@dataclass(frozen=True, slots=True)
class FigureExplanation:
    """One figure, in sentences."""

    name: str
    """The name of the figure in `current_figures`."""
    title: str
    what: str
    how: str
    sure: str


WIN_CHANCE = (
    FigureExplanation(
        "score", "Win chance",
        "The chance of the goal and half the chance of a draw, in points of a hundred.",
        "The best line found is played to the end in many futures; this is the share that reaches the goal, and "
        "half the share that survives without it.",
        FUTURES,
    ),
    FigureExplanation(
        "chances", "Goal, draw, fired",
        "How games end on the best line: the goal is reached, you survive without it, or the directors fire you.",
        "Only one of them can happen, so they sum to a hundred.",
        FUTURES,
    ),
    FigureExplanation(
        "quarter", "This quarter",
        "What this quarter brings against its target, with the range in brackets.",
        "Bookings of the quarter on the best line, including what is booked already, divided by its target.",
        "Eight of ten futures are in the range. The range is the luck of the quarter, not an error of the estimate.",
    ),
    FigureExplanation(
        "change", "Change ▲ ▼",
        "By how many points the win chance changed since the position you looked at before.",
        "Everything that happened changed it, luck and signals included, not only your move.",
        "It is shown only if it is more than two standard errors; otherwise the chance is much as before.",
    ),
)  # fmt: skip

TOP = (
    FigureExplanation(
        "cash", "Cash", "What is left in the bank.",
        "The margin of every week, and what disruptions add or take.", KNOWN,
    ),
    FigureExplanation(
        "sight", "Sight", "How many months ahead your team sees.",
        "The mean time between noticing a disruption and its strike, if foresight stays as it is. It comes from "
        "people who watch, and fades faster than any other stock.",
        "It is an average: some disruptions are never seen coming, a few are seen much earlier.",
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
        "The focus says how these hours are spent. Answers to signals are taken from them first.",
        "You decide it. Under pressure less of it happens; that is shown behind it.",
    ),
    FigureExplanation(
        "kept", "Left under pressure",
        "Of a hundred hours planned for the future, how many are really spent on it.",
        "A team that feels behind its target falls back on this month's business; culture protects it from that.",
        "Today's pressure is known exactly. It moves with every week of the period.",
    ),
    FigureExplanation(
        "effect", "What the move would change",
        "This quarter's bookings, those a year later, and the win chance, if you kept this move to the end.",
        "The same futures are played twice, with your move and with the last one, so that luck, which is the same "
        "in both, cancels out.",
        "With ~ it is a first estimate from expected values, without luck. Later it has an error; 'unclear' means "
        "less than two standard errors from zero.",
    ),
)  # fmt: skip

MOVE_NAME = "move"
"""In place of a panel's name: the sliders."""

PANELS: dict[str, tuple[FigureExplanation, ...]] = {
    "board": (
        FigureExplanation(
            "pieces", "♞ ♟ ♝",
            "Proposals, qualified opportunities and conversations, each in the column in which it is due.",
            "Each piece is given a random time for every stage it still has to pass, at today's pace, so that a "
            "row shows the real spread. It moves closer every week; a piece that is overdue gets a new time.",
            "The pieces are exact. When each is due is uncertain; step onto its square to see the range.",
        ),
        FigureExplanation(
            "hollow", "♙ not yet",
            "Wins that are expected in a column of business that does not exist yet.",
            "The wins that the lookahead expects with the move on the screen, minus those expected from the "
            "pieces there, each counted with its chance.",
            "They are averages, and less certain the later they are: beyond your sight they rest on base rates alone.",
        ),
    ),
    "ahead": (
        FigureExplanation(
            "fan", "The band and the curve",
            "Bookings (or wins) of the coming quarters on the line named above.",
            "The solid curve is the mean of all futures. The dotted one is your move, if you kept it to the end.",
            "Eight of ten futures are in the band. Where it is light, it is beyond your sight.",
        ),
        FigureExplanation(
            "first", "The figures below",
            "The mean and range of each quarter as text; the four after the end are the year after you.",
            "What is already booked this quarter is included.",
            FUTURES,
        ),
    ),
    "lines": (
        FigureExplanation(
            "line", "A line",
            "A plan to the end of the game: its first move, then what it changes by five points or more.",
            "A search plays hundreds of plans in futures of its own and keeps the best ones.",
            "There may be better ones that it has not found, especially in its first seconds.",
        ),
        FigureExplanation(
            "score", "Its score", "The win chance if the whole line is played.",
            "Estimated from futures kept apart from the search; all lines are played in the same ones.", FUTURES,
        ),
        FigureExplanation(
            "tag", "best, equal, or a difference",
            "How far it is behind the best line, in points.",
            "All lines have the same luck, and are compared future by future.",
            "Lines marked equal are within two standard errors of the best one; either will do.",
        ),
        FigureExplanation(
            "futures", "Moves and futures",
            "How many moves it looks ahead, how many futures it has played, and the largest error of a difference.",
            "The futures of all plans are counted.",
            "More futures mean smaller errors: four times as many halve them.",
        ),
    ),
    "news": (
        FigureExplanation(
            "day", "The day", "The day of the game on which it happened.",
            "Every deal happens at its own moment. Disruptions, signals and answers come first, in order of days; "
            "then the largest deals.", KNOWN,
        ),
    ),
    "signals": (
        FigureExplanation(
            "when", "How far off, how strong",
            "Ranges that contain the week of the strike and its strength in eight of ten cases.",
            "The signal is read each time you look, always with the same luck, and more exactly as the strike "
            "comes nearer.",
            "The further off the strike is, and the less your team watches, the larger the error.",
        ),
        FigureExplanation(
            "false", "False alarms", "What share of such signals is a false alarm.",
            "It depends on the kind of disruption.", "It is a rate for the industry; this one may be real.",
        ),
        FigureExplanation(
            "ready", "How far your answer is",
            "How much of the answer is done, and how much of that counts.",
            "Hours for answers move it forward. It counts to a power: by default half an answer is worth an eighth.",
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
            "For the current quarter, what is booked so far against the target of the whole quarter.", KNOWN,
        ),
        FigureExplanation(
            "margin", "Margin", "What the firm keeps of its bookings and its customers' yearly fees, less its people.",
            "Every week; hires cost extra.", KNOWN,
        ),
        FigureExplanation(
            "won", "Won (grown)", "Deals won, and how many of them grew from conversations.",
            "Grown deals are larger and won more often.", KNOWN,
        ),
        FigureExplanation(
            "goal", "The goal", "What the scenario asks for, and how much of it is reached.",
            "The year after the end counts too, and is not in what is reached so far.",
            "It was set before the game and does not change.",
        ),
    ),
    "stocks": (
        FigureExplanation(
            "level", "A level, 0 to 100",
            "How much the firm has of what it lives on. The help says what each stock is for.",
            "Hours fill it, with less and less effect; time and leavers empty it.",
            KNOWN + " What it is worth is the laws' affair, and shows late.",
        ),
        FigureExplanation(
            "felt", "Felt attainment and pressure",
            "How the last weeks feel against the target, and how much pressure that puts on the team.",
            "Attainment, smoothed over weeks. Below what the team is used to, pressure rises; culture reduces it.",
            KNOWN,
        ),
    ),
    "why": (
        FigureExplanation(
            "causes", "A cause",
            "How much of the change in bookings and in value, from the period before to the last one, is due to "
            "it. All causes sum to the change.",
            "Each cause is added to every combination of the others, in the model without luck; the mean of what "
            "that changes is its share (the Shapley value).",
            "The sum is exact. Luck is the difference between what happened and what was expected, this period "
            "against the one before.",
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
