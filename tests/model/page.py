"""The laws of a week once more, written from the design page alone: plain numbers, one future, no arrays of laws.

The project's laws are tested against this, so nothing here may be imported from `sim`. Money in k, rates a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

WEIGHT = (0.5, 0.3, 0.2)
DEAL = (30.0, 40.0, 55.0)
DRIFT = (0.0025, 0.004, 0.007)
SEASON = (0.78, 0.96, 1.21)


def sat(y: float, h: float) -> float:
    """Saturation."""
    return y / (y + h)


def clip(x: float, low: float = 0.0, high: float = 1.0) -> float:
    """Kept in bounds."""
    return max(low, min(high, x))


def chance(rate: float) -> float:
    """Of acting in a week."""
    return 1 - exp(-rate)


def part(rate: float, other: float) -> float:
    """Share of acting items that take this action."""
    return rate / (rate + other) if rate > 0 else 0.0


@dataclass
class State:
    """One state, in the page's letters. Lists are over the three segments."""

    Q: list[tuple[float, float]]
    P: list[tuple[float, float]]
    B: list[float]
    g: list[float]
    gR: list[float]  # noqa: N815  # the page's letters
    E: float
    I: float  # noqa: E741
    F: float
    C: float
    T: float
    K: float
    O: float  # noqa: E741
    O1: float
    O2: float
    k: list[float]
    filled: list[float]
    b: float
    A: float
    lD: float  # noqa: N815
    sl: float
    ex: float


@dataclass
class Choice:
    """A move: chosen splits, response shares, focus of the three seats."""

    X: tuple[float, float, float]
    r: tuple[float, float, float]
    fs: tuple[float, float, float]
    fm: tuple[float, float, float]
    fl: tuple[float, float, float, float]


@dataclass
class Size:
    """Seats for sellers, managers, leaders."""

    N: int
    managers: float
    leaders: float

    @property
    def m(self) -> float:
        """m: managers against one for six."""
        return self.managers * 6 / self.N

    @property
    def l(self) -> float:  # noqa: E743  # the page's letters
        """l: leaders against one for twelve."""
        return self.leaders * 12 / self.N


def pressure(s: State) -> float:
    """Press."""
    return clip((0.93 - s.A) / 0.30) * (1 - s.C)


def lived(s: State, c: Choice) -> tuple[float, float, float]:
    """The splits after pressure."""
    return tuple(X * (1 - 0.75 * pressure(s)) for X in c.X)  # type: ignore[return-value]


def hours(s: State, c: Choice, size: Size) -> tuple[float, float, float, float]:
    """H, hours given, u, yp."""
    total = 28 * (1 + 0.14 * pressure(s)) * (1 - 0.25 * s.b) * (1 + 0.20 * s.T) * (1 + 0.6 * s.K) * sum(s.k)
    tactical = total * (1 - lived(s, c)[0])
    wanted = 1.3 * sum(map(sum, s.Q)) + 4.0 * sum(map(sum, s.P))
    given = min(wanted, 0.72 * tactical)
    u = given / wanted if wanted > 0 else 1.0
    return total, given, u, (tactical - given) / (28 * size.N)


def arrivals(s: State, c: Choice, size: Size, i: int) -> float:
    """Mean of new opportunities in a segment."""
    yp = hours(s, c, size)[3]
    return (
        size.N
        * WEIGHT[i]
        * exp(s.lD)
        * (0.34 * exp(-0.8 * s.g[i]) * (1 + 0.5 * s.E) + 0.72 * exp(-0.4 * s.g[i]) * sat(yp, 0.30))
    )


def stages(s: State, c: Choice, size: Size, month: int) -> tuple[float, float, float]:
    """Rates at which a Q moves on, a P is decided, either is dropped."""
    u = hours(s, c, size)[2]
    pace = float(u**0.7) * exp(-s.sl)
    return pace / 6, pace / 6.5 * SEASON[month], 0.05 * (1 - u)


def decision(s: State, c: Choice, size: Size, i: int, grown: int) -> tuple[float, float, float]:
    """Chances of won, lost to the rival, no decision."""
    _, xm, xl = lived(s, c)
    help_ = sat((1 - xm) * size.m + 0.9 * (1 - xl) * size.l, 0.6)
    us = exp(-1.45 - s.g[i] + 0.7 * s.E + 0.35 * s.I + 1.3 * help_ + 1.3 * grown)
    rival = exp(-0.55 - s.gR[i])
    nothing = exp(0.35 - 0.35 * s.I)
    total = us + rival + nothing
    return us / total, rival / total, nothing / total


def mean_value(s: State, i: int, grown: int) -> float:
    """K; of a win."""
    return DEAL[i] * (1.7 if grown else 1) * (1 + 0.2 * s.I)


def leaves(s: State, i: int) -> float:
    """Rate at which an account leaves."""
    return 0.0045 * exp(0.8 * s.g[i] - 0.9 * s.E)


def activities(s: State, c: Choice, size: Size, signal: bool) -> tuple[list[float], list[float], list[float]]:
    """Time for each activity: sellers' times staff, managers' times m, leaders' times l."""
    rest = [x * (1 - r * signal) for x, r in zip(lived(s, c), c.r, strict=True)]
    staff = sum(s.k) / size.N
    return (
        [rest[0] * f * staff for f in c.fs],
        [rest[1] * f * size.m for f in c.fm],
        [rest[2] * f * size.l for f in c.fl],
    )


def begun(s: State, c: Choice, size: Size, signal: bool, window: float, i: int) -> float:
    """Mean of conversations begun in a segment."""
    y = activities(s, c, size, signal)[0][0]
    return size.N * 0.68 * WEIGHT[i] * sat(y, 0.18) * (0.35 + 0.65 * s.I) * (0.45 + 0.75 * min(window, 2.5))


def seller_leaves(s: State, size: Size) -> float:
    """Rate at which a seller leaves."""
    return 0.0 if size.N == 1 else 0.0050 * exp(1.1 * s.b - 0.8 * s.C + s.ex)


def answer_effort(s: State, c: Choice, size: Size) -> float:
    """Weeks of effort that go into answers in a week."""
    xs, xm, xl = lived(s, c)
    n = sum(s.filled)
    return (0.5 * xs * c.r[0] + 0.2 * xm * c.r[1] + 0.45 * xl * c.r[2]) * n / size.N


def target(size: Size, week: int, month: int) -> float:
    """K in a week."""
    return float(93.8 * size.N / 12 * 1.04 ** (week / 52) * SEASON[month])


def settled(
    s: State,
    c: Choice,
    size: Size,
    signal: bool,
    rho: float,
    bookings: float,
    leavers: list[float],
    hires: list[float],
    weekly_target: float,
) -> State:
    """Everything that is measured, a week later."""
    ys, ym, yl = activities(s, c, size, signal)
    press, gone = pressure(s), sum(leavers)

    def stock(x: float, y: float, gain: float, half: float, age: float, lost: float = 0.0) -> float:
        return clip(x + gain * sat(y, half) * (1 - x) - age * x - lost)

    return State(
        Q=s.Q,
        P=s.P,
        B=s.B,
        g=[g + d * rho - 0.010 * s.O2 - (0.012 + 0.012 * s.O2) * g for g, d in zip(s.g, DRIFT, strict=True)],
        gR=[g + d * rho - 0.0028 - 0.012 * g for g, d in zip(s.gR, DRIFT, strict=True)],
        E=stock(s.E, ys[1] + 0.08 * yl[1], 0.034, 0.07, 0.011, gone * 0.5 * s.E / size.N),
        I=stock(s.I, ys[2] + 0.30 * ym[1], 0.034, 0.07, 0.012 * rho),
        F=stock(s.F, yl[1] + 0.25 * ym[2] + 0.15 * ys[2], 0.050, 0.35, 0.045 * rho),
        C=stock(s.C, yl[2], 0.030, 0.12, 0.011, 0.03 * s.C * press),
        T=stock(s.T, yl[3], 0.030, 0.12, 0.011),
        K=stock(s.K, ym[0], 0.030, 0.20, 0.009, gone * s.K / size.N),
        O=stock(s.O, yl[0] * (0.5 + 0.5 * s.I + 0.3 * s.F), 0.040, 0.20, 0.012 * rho),
        O1=s.O1 + (s.O - s.O1) / 13,
        O2=s.O2 + (s.O1 - s.O2) / 13,
        k=[
            0.0 if left else (0.35 if hired else k + (1 - k) / 22 * filled)
            for k, filled, left, hired in zip(s.k, s.filled, leavers, hires, strict=True)
        ],
        filled=[f - left + hired for f, left, hired in zip(s.filled, leavers, hires, strict=True)],
        b=clip(s.b + 0.09 * press - 0.05 * s.b),
        A=s.A + (bookings / weekly_target - s.A) / 20,
        lD=s.lD * (1 - 1 / 20),
        sl=s.sl * (1 - 1 / 14),
        ex=s.ex * (1 - 1 / 8),
    )


def margin(s: State, size: Size, bookings: float, hires: float) -> float:
    """K in a week."""
    return (
        0.45 * bookings
        + 0.165 * sum(s.B)
        - 2.9 * sum(s.filled)
        - 4.3 * size.managers
        - 8.0 * size.leaders
        - 35 * hires
    )
