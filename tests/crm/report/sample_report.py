"""Sample reports: with every figure, or without any."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.base.statistics import Estimate
from sim.crm.deals import LOST, NOBODY, OPEN, WON, Deals
from sim.crm.estimate.figures import (
    ArrivalEstimate,
    CycleTimes,
    DealFate,
    Figures,
    ProductLine,
    QuarterEnd,
    SellerComparison,
    SellerEstimate,
    WinValues,
)
from sim.crm.ledger import RowLedger
from sim.crm.report.report_data import FittedNumber, ReportData, ReproducedFigure

PRODUCTS, OWNERS = ("Pumps", "Valves"), ("Seller 1", "Seller 2")


def made_deals(number: int = 400, seed: int = 1) -> Deals:
    """Random deals with everything that an export can have."""
    draw = np.random.default_rng(seed)
    outcome = draw.choice([OPEN, WON, LOST], number, p=[0.2, 0.5, 0.3])
    created = np.floor(draw.uniform(17000, 17600, number))
    closed = np.where(outcome == OPEN, np.nan, created + np.floor(draw.lognormal(3.5, 1.0, number)))
    value = np.where(outcome == WON, draw.lognormal(7, 1.3, number), np.nan)
    owner, product = draw.integers(0, 2, number), draw.integers(0, 2, number)
    return Deals(outcome, created, closed, value, owner, product, OWNERS, PRODUCTS, 1)


def silent_deals() -> Deals:
    """Three open deals without any other information."""
    nothing, nobody = np.full(3, np.nan), np.full(3, NOBODY)
    return Deals(np.full(3, OPEN), nothing, nothing, nothing, nobody, nobody, (), ())


def full_figures() -> Figures:
    """Every figure is known, and no two are equal."""
    return Figures(
        rows=8123,
        won=4017,
        lost=2105,
        open=2001,
        sellers=31,
        managers=7,
        win_rate=Estimate(0.65617, 0.64412, 0.66811, 6122),
        arrivals=ArrivalEstimate(
            month=Estimate(661.83, 618.2, 707.9, 5295),
            seller_month=Estimate(21.349, 19.94, 22.84, 5295),
            months=(("2016-12", 123), ("2017-01", 678), ("2017-02", 645), ("2017-03", 87)),
            used=("2017-01", "2017-02"),
            dispersion=6.281,
            seller_dispersion=1.743,
        ),
        days_won=CycleTimes(Estimate(57, 55, 59, 4016), Estimate(51.781, 50.51, 53.06, 4016), 5, 106, 1.4123),
        days_lost=CycleTimes(
            Estimate(14, 13, 16, 2104), Estimate(41.483, 39.72, 43.21, 2104), 2, 100, 1.5234
        ),
        values=WinValues(Estimate(2360.91, 2283.2, 2438.7, 4015), 1117, 61, 5284.3, 10005534, 1.0826, 1.6345),
        quarter_end=QuarterEnd(
            True,
            0.00021,
            (
                Estimate(0.2351, 0.2222, 0.2484, 3777),
                Estimate(0.3478, 0.3331, 0.3629, 3777),
                Estimate(0.4171, 0.4017, 0.4327, 3777),
            ),
            (0.9123, 0.9411, 1.1466),
        ),
        rep_effect=SellerComparison(
            False,
            0.2613,
            0.00912,
            (
                SellerEstimate(OWNERS[0], 553, 349, Estimate(0.6366, 0.6111, 0.6602, 553)),
                SellerEstimate(OWNERS[1], 221, 137, Estimate(0.6291, 0.5917, 0.6672, 221)),
            ),
        ),
        fate=DealFate(
            (0.0, 30.0, 60.0, 90.0, 120.0, 150.0),
            (0.011, 0.182, 0.271, 0.388, 0.462, 0.479),
            (0.013, 0.167, 0.193, 0.233, 0.281, 0.291),
            106.0,
            Estimate(0.2764, 0.2655, 0.2876, 6011),
            Estimate(0.0513, 0.0441, 0.0592, 911),
            Estimate(0.2053, 0.1922, 0.2188, 3001),
        ),
        lines=(ProductLine(PRODUCTS[0], 2515, 4001, 3150.72), ProductLine(PRODUCTS[1], 1502, 2121, 1022.21)),
        gaps=("How sellers split their time: no CRM tells.", "Whether stocks grow: no CRM tells."),
        oddities=("In June only 3 deals came.",),
        doubt="Most deals came at another pace.",
    )


def empty_figures() -> Figures:
    """Only the number of open deals is known."""
    return Figures(
        3,
        0,
        0,
        3,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        (),
        ("Anything: no column tells it.",),
    )


def full_ledger() -> RowLedger:
    """Rows that add up to those of `full_figures`."""
    return RowLedger(
        8211,
        Counter({"no stage": 61, "closed before created": 27}),
        Counter({"product spelt 'KestrelPro' read as 'Kestrel Pro'": 1480}),
        Counter({("days", "no created date"): 512}),
        ["Dates are read as year-month-day.", "Column 'sales_agent' is the owner."],
    )


def full_report() -> ReportData:
    """A complete report."""
    return ReportData(
        "My firm",
        "pipeline.csv",
        made_deals(),
        full_figures(),
        full_ledger(),
        (
            FittedNumber("market.segments.pumps.value", "3.2 k", "from the file"),
            FittedNumber("market.days", "52", "from the file"),
        ),
        (
            ReproducedFigure("deals a month", Estimate(661.83, 618.2, 707.9, 5295), 655.2, 4.1),
            ReproducedFigure("win rate", Estimate(0.65617, 0.64412, 0.66811, 6122), 0.6731, 0.0031),
        ),
        ("Sellers spend their time as in the reference.",),
        ("Losses come in two humps, and a scenario has one.",),
    )


def empty_report() -> ReportData:
    """A report without any figures."""
    return ReportData("Bare", "bare.csv", silent_deals(), empty_figures(), RowLedger(rows=3))
