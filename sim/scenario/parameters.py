"""All default numbers of the laws, with unit, meaning and source. A scenario may override each of them by name.

Groups follow the laws of a week (docs/reference/model.md). A docstring has the form `unit; meaning. Source.` A number
without a source is a judgement of the model's authors, chosen so that the reference firm behaves as described on that
page. This module contains numbers but no equations.
"""

from __future__ import annotations

from sim.scenario.section import Section, number_field


class PressureParameters(Section):
    """Pressure from low felt attainment, which takes hours from the future. Culture protects."""

    threshold: float = number_field(0.93, 0, 2, (0.8, 1.0))
    """ratio; felt attainment below which pressure begins."""
    span: float = number_field(0.30, 0.01, 2, (0.15, 0.6))
    """ratio; distance below the threshold at which pressure is full."""
    bite: float = number_field(0.75, 0, 1, (0.3, 0.95))
    """share; part of every chosen split that full pressure takes. Repenning & Sterman 2001 (firefighting)."""
    overtime: float = number_field(0.14, 0, 1, (0, 0.3))
    """share; extra productive hours at full pressure."""
    felt_weeks: float = number_field(20, 1, 104, (8, 40))
    """weeks; memory over which attainment is felt."""


class BurnoutParameters(Section):
    """Burnout from overtime."""

    gain: float = number_field(0.09, 0, 1, (0, 0.2))
    """per week; growth of burnout at full pressure."""
    recovery: float = number_field(0.05, 0, 1, (0.02, 0.15))
    """per week; share of burnout that passes by itself."""
    hours: float = number_field(0.25, 0, 1, (0, 0.5))
    """share; productive hours lost at full burnout."""


class ProductivityParameters(Section):
    """What makes an hour more productive."""

    capability: float = number_field(0.20, 0, 2, (0, 0.5))
    """share; hours gained at full capability (processes, tools, structure)."""
    skill: float = number_field(0.60, 0, 2, (0.1, 1))
    """share; hours gained at full skill. Coaching: 107 against 88 % of quota, Sales Executive Council."""


class CoverageParameters(Section):
    """Hours that the pipeline needs, and the effect of missing hours."""

    qualified_hours: float = number_field(1.3, 0, 40, (0.001, 14))
    """hours a week; needed by a qualified opportunity."""
    proposal_hours: float = number_field(4.0, 0, 40, (0.003, 40))
    """hours a week; needed by an opportunity with a proposal."""
    most: float = number_field(0.72, 0.05, 1, (0.5, 0.9))
    """share; largest part of tactical hours for the pipeline. The rest is prospecting. CSO Insights 2011: 24 %
    prospecting."""
    exponent: float = number_field(0.7, 0, 3, (0.3, 1.2))
    """power; how strongly missing hours slow a stage."""


class ArrivalParameters(Section):
    """Sources of new opportunities."""

    inbound: float = number_field(0.34, 0, 10, (0.1, 1))
    """opportunities a week and seat; inbound opportunities."""
    inbound_fit: float = number_field(0.8, 0, 5, (0.3, 1.5))
    """power; effect of the offering's fit on inbound demand."""
    relationships: float = number_field(0.5, 0, 5, (0, 1.5))
    """share; inbound demand gained at full executive relationships."""
    prospecting: float = number_field(0.72, 0, 10, (0.2, 2))
    """opportunities a week and seat; the most that prospecting can bring."""
    prospecting_fit: float = number_field(0.4, 0, 5, (0.1, 1))
    """power; effect of the offering's fit on prospecting."""
    prospecting_half: float = number_field(0.30, 0.001, 5, (0.1, 0.8))
    """share; part of a seat's hours spent prospecting that brings half of that."""


class StageParameters(Section):
    """How fast opportunities move."""

    qualified_weeks: float = number_field(6.0, 0.5, 104, (0.5, 52))
    """weeks; mean time of a fully covered qualified opportunity. Bridge Group 2017: 60 days for the whole cycle."""
    proposal_share: float = number_field(0.60, 0, 1, (0.05, 1))
    """share; qualified opportunities that get a proposal. The others are disqualified."""
    proposal_weeks: float = number_field(6.5, 0.5, 104, (0.5, 52))
    """weeks; mean time of a fully covered proposal at average season. Optifai 2025: 84 days for the whole cycle."""
    neglect: float = number_field(0.05, 0, 2, (0.01, 0.2))
    """per week; rate at which an opportunity without any hours is dropped."""


class ChoiceParameters(Section):
    """How a customer decides on a proposal: multinomial logit (McFadden 1974). Utilities are in log units."""

    us: float = number_field(-1.45, -10, 10, (-4, 2))
    """log odds; our base utility. RAIN Group, CSO Insights 2015: 47 % of proposals won, here fewer
    (docs/reference/facts.md)."""
    relationships: float = number_field(0.7, -5, 5, (0, 2))
    """log odds; gained at full executive relationships."""
    insight: float = number_field(0.35, -5, 5, (0, 2))
    """log odds; gained at full insight."""
    help: float = number_field(1.3, -5, 5, (0, 3))
    """log odds; gained from full help of managers and leaders on deals."""
    grown: float = number_field(1.3, -5, 5, (0, 2))
    """log odds; gained if the opportunity grew from a conversation. 6sense 2025: 80 % go to the vendor preferred before
    first contact; having talked is less than being preferred, so about 60 % here (docs/reference/facts.md)."""
    rival: float = number_field(-0.55, -10, 10, (-3, 2))
    """log odds; the rival's base utility."""
    no_decision: float = number_field(0.35, -10, 10, (-2, 2))
    """log odds; utility of deciding nothing. Dixon & McKenna 2022: 40 to 60 % of deals end so."""
    no_decision_insight: float = number_field(0.35, -5, 5, (0, 2))
    """log odds; subtracted from 'no decision' at full insight."""
    leader_help: float = number_field(0.9, 0, 5, (0.3, 2))
    """ratio; effect of a leader's tactical time on deals, relative to a manager's."""
    help_half: float = number_field(0.6, 0.01, 10, (0.2, 2))
    """ratio; tactical time of managers and leaders that gives half of the help."""


class DealValueParameters(Section):
    """The value of a win."""

    shape: float = number_field(4.0, 0.2, 100, (0.3, 60))
    """count; shape of the gamma distribution of a deal's size (coefficient of variation 1/sqrt(shape)). Public sets of
    deals (IBM, Shimoku) are wider: .5 to .9 where prices are free."""
    grown: float = number_field(1.7, 0.1, 10, (1, 3))
    """ratio; size of a deal grown from a conversation, relative to an ordinary one."""
    insight: float = number_field(0.2, 0, 3, (0, 0.6))
    """share; size gained at full insight."""


class AccountParameters(Section):
    """Customers on recurring revenue."""

    leave: float = number_field(0.0045, 0, 1, (0.0005, 0.05))
    """per week; rate at which an account leaves without a gap and without relationships (about 21 % a year)."""
    gap: float = number_field(0.8, 0, 5, (0.2, 2))
    """log rate per log unit; increase of that rate with our gap."""
    relationships: float = number_field(0.9, 0, 5, (0.2, 2))
    """log rate; decrease of that rate at full executive relationships."""


class MoneyParameters(Section):
    """From bookings to contribution margin."""

    bookings: float = number_field(0.45, 0, 1, (0.2, 0.8))
    """share; part of bookings that is contribution margin."""
    recurring: float = number_field(0.165, 0, 10_000, (1e-5, 20))
    """k a week; margin of an account on recurring revenue."""
    seller: float = number_field(2.9, 0, 100_000, (0.001, 200))
    """k a week; cost of a filled seller's seat."""
    manager: float = number_field(4.3, 0, 100_000, (0.0015, 300))
    """k a week; cost of a manager."""
    leader: float = number_field(8.0, 0, 100_000, (0.003, 600))
    """k a week; cost of a leader."""
    hire: float = number_field(35.0, 0, 1e6, (0.01, 2500))
    """k; cost of a hire."""


class ConversationParameters(Section):
    """Conversations with executives about their next years, which become next year's opportunities."""

    begin: float = number_field(0.68, 0, 200, (0.03, 30))
    """conversations a week and seat; the most that sellers can begin."""
    half: float = number_field(0.18, 0.001, 5, (0.05, 0.5))
    """share; sellers' time that begins half of them."""
    insight_floor: float = number_field(0.35, 0, 2, (0, 1))
    """ratio; worth of a conversation without insight."""
    insight_gain: float = number_field(0.65, 0, 3, (0, 1))
    """ratio; added at full insight."""
    window_floor: float = number_field(0.45, 0, 2, (0, 1))
    """ratio; readiness of executives to talk when nothing is at stake."""
    window_gain: float = number_field(0.75, 0, 3, (0, 2))
    """ratio; added per unit of window (severity times importance)."""
    window_most: float = number_field(2.5, 0, 20, (1, 5))
    """severity; window beyond which readiness grows no further."""
    weeks: float = number_field(36.0, 3, 260, (13, 104))
    """weeks; mean time from first talk to harvest, in three ages of equal length. 6sense 2025: 10.1 months from first
    talk to purchase for complex purchases, the deal's own cycle of some ten weeks included
    (docs/reference/facts.md)."""
    grow: float = number_field(0.55, 0, 1, (0.2, 0.9))
    """share; ripe conversations that become a qualified opportunity."""


class WindowParameters(Section):
    """Readiness of executives to talk about the future while it is at stake."""

    elsewhere: float = number_field(0.3, 0, 1, (0, 0.8))
    """share; part of a disruption's weight that counts outside its own segment."""
    after: float = number_field(0.6, 0, 2, (0, 1))
    """share; part of its weight that counts in the weeks after the strike."""
    after_weeks: int = number_field(20, 0, 104, (4, 52))
    """weeks; how long it is talked about after the strike."""


class RelationshipParameters(Section):
    """Executive relationships E."""

    gain: float = number_field(0.034, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.07, 0.001, 5, (0.02, 0.3))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.011, 0, 1, (0.003, 0.04))
    """per week; share that fades with time."""
    leaders: float = number_field(0.08, 0, 5, (0, 0.5))
    """ratio; weight of leaders' foresight time relative to sellers' relationship time."""
    leaver: float = number_field(0.5, 0, 1, (0, 1))
    """share; part of an average seat's relationships that a leaver takes away."""


class InsightParameters(Section):
    """Insight I into customers' coming years. It ages with the market, in proportion to the rate of change."""

    gain: float = number_field(0.034, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.07, 0.001, 5, (0.02, 0.3))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.012, 0, 1, (0.003, 0.04))
    """per week at rate of change 1; share that the market makes obsolete."""
    managers: float = number_field(0.30, 0, 5, (0, 1))
    """ratio; weight of managers' insight time relative to sellers'."""


class ForesightParameters(Section):
    """Foresight F, which fades fastest. It ages with the market, in proportion to the rate of change."""

    gain: float = number_field(0.050, 0, 1, (0.01, 0.15))
    """per week; growth at full effort."""
    half: float = number_field(0.35, 0.001, 5, (0.1, 1))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.045, 0, 1, (0.01, 0.15))
    """per week at rate of change 1; share that the market makes obsolete."""
    managers: float = number_field(0.25, 0, 5, (0, 1))
    """ratio; weight of managers' foresight time relative to leaders'."""
    sellers: float = number_field(0.15, 0, 5, (0, 1))
    """ratio; weight of sellers' insight time relative to leaders' foresight time."""


class CultureParameters(Section):
    """Culture C: growth-minded, practised every day."""

    gain: float = number_field(0.030, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.12, 0.001, 5, (0.04, 0.4))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.011, 0, 1, (0.003, 0.04))
    """per week; share that fades."""
    pressure: float = number_field(0.03, 0, 1, (0, 0.1))
    """per week; share lost at full pressure."""


class CapabilityParameters(Section):
    """Capability T: processes, tools, structure."""

    gain: float = number_field(0.030, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.12, 0.001, 5, (0.04, 0.4))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.011, 0, 1, (0.003, 0.04))
    """per week; share that wears out."""


class SkillParameters(Section):
    """Skill K: development of the sellers by their managers."""

    gain: float = number_field(0.030, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.20, 0.001, 5, (0.05, 0.6))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.009, 0, 1, (0.003, 0.04))
    """per week; share that is forgotten."""


class OfferingParameters(Section):
    """Offering work O, and the two delays until it reaches the market."""

    gain: float = number_field(0.040, 0, 1, (0.01, 0.1))
    """per week; growth at full effort."""
    half: float = number_field(0.20, 0.001, 5, (0.05, 0.6))
    """share of time; effort that gives half of the gain."""
    age: float = number_field(0.012, 0, 1, (0.003, 0.04))
    """per week at rate of change 1; share that the market makes obsolete."""
    blind: float = number_field(0.5, 0, 2, (0, 1))
    """ratio; worth of offering work without insight and foresight."""
    insight: float = number_field(0.5, 0, 2, (0, 1))
    """ratio; added at full insight."""
    foresight: float = number_field(0.3, 0, 2, (0, 1))
    """ratio; added at full foresight."""
    delay_weeks: float = number_field(13.0, 1, 260, (4, 52))
    """weeks; mean time of each of the two delays from work to market."""


class GapParameters(Section):
    """Our gap to what customers need (log units; below 0 if we are ahead)."""

    offering: float = number_field(0.010, 0, 1, (0.002, 0.05))
    """log units a week; what a full offering gains on the market."""
    closing: float = number_field(0.012, 0, 1, (0.002, 0.05))
    """per week; rate at which the gap returns towards 0."""
    offering_closing: float = number_field(0.012, 0, 1, (0, 0.05))
    """per week; increase of that rate by a full offering."""


class PeopleParameters(Section):
    """Leaving, hiring and ramp-up of sellers."""

    leave: float = number_field(0.0050, 0, 1, (0.002, 0.015))
    """per week; rate at which a seller leaves without burnout and without culture (about 23 % a year; with culture .48
    about 16 %). Bridge Group: 1 in 3 a year; CSO Insights: 25.8 %."""
    burnout: float = number_field(1.1, 0, 5, (0, 3))
    """log rate; added at full burnout."""
    culture: float = number_field(0.8, 0, 5, (0, 2))
    """log rate; subtracted at full culture."""
    hire_weeks: float = number_field(7.0, 0.5, 104, (2, 26))
    """weeks; mean time until an empty seat is filled."""
    ramp_weeks: float = number_field(22.0, 1, 104, (8, 52))
    """weeks; time constant of a new hire's ramp. Bridge Group: just under five months."""
    hire_ramp: float = number_field(0.35, 0, 1, (0.1, 0.7))
    """ratio; productivity of a hire on the first day."""


class SignalParameters(Section):
    """Early signs of disruptions."""

    notice: float = number_field(0.24, 0, 10, (0.05, 1))
    """per week; rate at full foresight at which a disruption is noticed before it strikes."""
    noise: float = number_field(0.5, 0, 3, (0.1, 1))
    """log sd; error of a reading of severity or time at `noise_weeks` before the strike without foresight."""
    noise_weeks: float = number_field(26.0, 1, 260, (13, 52))
    """weeks; time before the strike at which `noise` applies. The error shrinks with the root of the time left."""
    market_noise: float = number_field(0.15, 0, 3, (0.05, 0.4))
    """log units; error (sd) of a reading of our gap, the rival's gap or demand without insight."""


class AnswerParameters(Section):
    """Answers to disruptions. They are projects that pay only when nearly finished."""

    effort: float = number_field(3.0, 0.01, 100, (1, 10))
    """weeks of effort; needed to finish one answer."""
    sellers: float = number_field(0.5, 0, 5, (0.1, 1))
    """ratio; weight of sellers' response time."""
    managers: float = number_field(0.2, 0, 5, (0.1, 1))
    """ratio; weight of managers' response time."""
    leaders: float = number_field(0.45, 0, 5, (0.1, 1))
    """ratio; weight of leaders' response time."""
    power: float = number_field(3.0, 0.1, 10, (1, 5))
    """power; done = progress to this power, so that half an answer counts an eighth."""


class ShockParameters(Section):
    """Duration of shocks."""

    demand_weeks: float = number_field(20.0, 1, 260, (8, 52))
    """weeks; memory of a demand shock."""
    slowness_weeks: float = number_field(14.0, 1, 260, (4, 52))
    """weeks; memory of slow buying."""
    exodus_weeks: float = number_field(8.0, 1, 260, (4, 26))
    """weeks; memory of an exodus."""
    most_accounts_lost: float = number_field(0.8, 0, 0.999, (0.5, 0.95))
    """chance; largest part of a segment's accounts that one strike can cost."""
    calm_weeks: int = number_field(4, 0, 520, (0, 13))
    """weeks; time at the start of a game without random strikes."""


class SpanParameters(Section):
    """Numbers of sellers for which a manager and a leader count as one."""

    manager: float = number_field(6.0, 0.5, 100, (4, 12))
    """sellers; number that one manager leads. CSO Insights 2015: 6."""
    leader: float = number_field(12.0, 0.5, 1000, (6, 60))
    """sellers; number that one leader leads."""


class Parameters(Section):
    """All numbers of the laws. Override one by its path, for example `parameters: {pressure: {bite: 0.5}}`."""

    pressure: PressureParameters = PressureParameters()
    burnout: BurnoutParameters = BurnoutParameters()
    productivity: ProductivityParameters = ProductivityParameters()
    coverage: CoverageParameters = CoverageParameters()
    arrivals: ArrivalParameters = ArrivalParameters()
    stages: StageParameters = StageParameters()
    choice: ChoiceParameters = ChoiceParameters()
    value: DealValueParameters = DealValueParameters()
    accounts: AccountParameters = AccountParameters()
    money: MoneyParameters = MoneyParameters()
    conversations: ConversationParameters = ConversationParameters()
    window: WindowParameters = WindowParameters()
    relationships: RelationshipParameters = RelationshipParameters()
    insight: InsightParameters = InsightParameters()
    foresight: ForesightParameters = ForesightParameters()
    culture: CultureParameters = CultureParameters()
    capability: CapabilityParameters = CapabilityParameters()
    skill: SkillParameters = SkillParameters()
    offering: OfferingParameters = OfferingParameters()
    gaps: GapParameters = GapParameters()
    people: PeopleParameters = PeopleParameters()
    signals: SignalParameters = SignalParameters()
    answers: AnswerParameters = AnswerParameters()
    shocks: ShockParameters = ShockParameters()
    spans: SpanParameters = SpanParameters()
