"""SimPy processes of all actions in a week. Each waits for its moment and then acts once.

A process looks up its item only at that moment, because the item may get another owner during the week.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import simpy

from sim.event import facts
from sim.event.items import Account, Conversation, Deal, DealLuck
from sim.event.names import customer_name, person_name
from sim.event.opening import draw_person_luck
from sim.event.run_state import RunState
from sim.event.week_plan import WeekPlan
from sim.model.conversations import AGES
from sim.model.random_streams import pick_index

Process = Generator[simpy.Event, Any, None]


def customer_fields(desk: RunState, item: int, segment: int, owner: int) -> tuple[float, int, str, int, str]:
    """Return the first fields of every fact about a customer."""
    return desk.env.now, item, customer_name(item), segment, desk.seller_name(owner)


def arrival_process(
    desk: RunState, plan: WeekPlan, moment: float, item: int, segment: int, luck: DealLuck
) -> Process:
    """A new opportunity arrives. It acts from the next week on."""
    yield desk.env.timeout(moment)
    _open_deal(desk, plan, item, segment, luck, grown=False)


def _open_deal(
    desk: RunState, plan: WeekPlan, item: int, segment: int, luck: DealLuck, *, grown: bool
) -> None:
    owner, due = desk.owner(luck.owner), plan.after.qualified + luck.to_proposal
    desk.add_deal(Deal(item, segment, grown, "qualified", owner, desk.week, due, luck))
    desk.tally.count("grown" if grown else "arrived")
    desk.facts.append(facts.DealArrived(*customer_fields(desk, item, segment, owner), grown))


def qualified_process(desk: RunState, plan: WeekPlan, moment: float, item: int) -> Process:
    """A qualified opportunity gets a proposal, is disqualified, or is dropped."""
    yield desk.env.timeout(moment)
    deal, stages = desk.deals[item], desk.firm.parameters.stages
    desk.remove_deal(deal)
    about = customer_fields(desk, item, deal.segment, deal.owner)
    kept, share = 1 - plan.dropped_qualified, stages.proposal_share
    outcome = pick_index(deal.luck.qualifies, [share * kept, (1 - share) * kept, plan.dropped_qualified])
    if outcome == 2:
        desk.tally.count("dropped")
        desk.facts.append(facts.DealDropped(*about, "qualified"))
    elif outcome == 0:
        due = plan.after.proposals[deal.segment] + deal.luck.to_decision
        desk.add_deal(replace(deal, stage="proposal", since=desk.week, due=due))
        desk.tally.count("proposed")
        desk.facts.append(facts.DealProposed(*about))
    else:
        desk.tally.count("disqualified")
        desk.facts.append(facts.DealDisqualified(*about))


def proposal_process(desk: RunState, plan: WeekPlan, moment: float, item: int) -> Process:
    """A customer decides on a proposal, or it is dropped."""
    yield desk.env.timeout(moment)
    deal = desk.deals[item]
    desk.remove_deal(deal)
    about = customer_fields(desk, item, deal.segment, deal.owner)
    kept = 1 - plan.dropped_proposal[deal.segment]
    won, rival, nothing = (float(c) * kept for c in plan.rates.decisions[deal.segment, int(deal.grown)])
    outcome = pick_index(deal.luck.decides, [won, nothing, rival, 1 - kept])
    if outcome == 0:
        _win_deal(desk, plan, deal)
    elif outcome == 3:
        desk.tally.count("dropped")
        desk.facts.append(facts.DealDropped(*about, "proposal"))
    else:
        desk.tally.count("no_decision" if outcome == 1 else "lost_to_rival")
        desk.facts.append(facts.DealLost(*about, "no decision" if outcome == 1 else "rival"))


def _win_deal(desk: RunState, plan: WeekPlan, deal: Deal) -> None:
    shape = desk.firm.parameters.value.shape
    size = float(desk.dice.stream("size", deal.id).standard_gamma(shape)) / shape
    value = size * float(plan.rates.value[deal.segment, int(deal.grown)])
    desk.tally.bookings += value
    desk.tally.count("won")
    if deal.grown:
        desk.tally.count("won_grown")
    desk.add_account(
        Account(deal.id, deal.segment, deal.owner, plan.after.accounts[deal.segment] + deal.luck.loyalty)
    )
    about = customer_fields(desk, deal.id, deal.segment, deal.owner)
    desk.facts.append(facts.DealWon(*about, value, deal.grown))


def conversation_start_process(
    desk: RunState, plan: WeekPlan, moment: float, conversation: Conversation
) -> Process:
    """A conversation about the next years begins."""
    yield desk.env.timeout(moment)
    owner = desk.owner(conversation.luck.owner)
    due = plan.after.conversations + conversation.due
    desk.add_conversation(replace(conversation, owner=owner, due=due))
    desk.tally.count("begun")
    desk.facts.append(
        facts.ConversationBegun(*customer_fields(desk, conversation.id, conversation.segment, owner))
    )


def conversation_process(desk: RunState, plan: WeekPlan, moment: float, item: int) -> Process:
    """A conversation leaves its age. After the last it becomes an opportunity or comes to nothing."""
    yield desk.env.timeout(moment)
    talk = desk.conversations[item]
    desk.remove_conversation(talk)
    if talk.age < AGES - 1:
        due = plan.after.conversations + talk.waits[talk.age]
        desk.add_conversation(replace(talk, age=talk.age + 1, due=due))
        return
    about = customer_fields(desk, item, talk.segment, talk.owner)
    if talk.grows < desk.firm.parameters.conversations.grow:
        desk.facts.append(facts.ConversationGrew(*about))
        _open_deal(desk, plan, item, talk.segment, talk.luck, grown=True)
    else:
        desk.tally.count("faded")
        desk.facts.append(facts.ConversationFaded(*about))


def account_process(desk: RunState, moment: float, item: int) -> Process:
    """A customer leaves by itself."""
    yield desk.env.timeout(moment)
    lose_account(desk, item)


def lose_account(desk: RunState, item: int, cause: str = "") -> None:
    """Lose a customer. `cause` is the title of the strike that caused it. Its heap entry has already been removed."""
    gone = desk.accounts[item]
    desk.remove_account(gone)
    desk.tally.count("accounts_lost")
    desk.facts.append(facts.AccountLeft(*customer_fields(desk, item, gone.segment, gone.owner), cause))


def seller_departure_process(desk: RunState, plan: WeekPlan, moment: float, seat: int) -> Process:
    """A seller leaves, and their items are given to the others."""
    yield desk.env.timeout(moment)
    seller = desk.sellers[seat]
    _, fills, _ = draw_person_luck(desk.dice, seat, seller.person)
    desk.change_seller(replace(seller, present=False, due=plan.after.hiring + fills))
    desk.tally.count("left")
    handed_on = any(s.present for s in desk.sellers)
    desk.facts.append(facts.SellerLeft(desk.env.now, seat, seller.name, handed_on))
    if handed_on:
        _reassign_items(desk, seat)


def _reassign_items(desk: RunState, seat: int) -> None:
    """Give all items of an empty seat to the sellers who are present. At least one must be."""
    for key, deal in desk.deals.items():
        if deal.owner == seat:
            desk.deals[key] = replace(deal, owner=desk.owner(deal.luck.owner))
    for key, talk in desk.conversations.items():
        if talk.owner == seat:
            desk.conversations[key] = replace(talk, owner=desk.owner(talk.luck.owner))
    mine = sorted(key for key, account in desk.accounts.items() if account.owner == seat)
    for place, key in enumerate(mine):
        desk.accounts[key] = replace(desk.accounts[key], owner=desk.owner((place + 0.5) / len(mine)))


def hiring_process(desk: RunState, plan: WeekPlan, moment: float, seat: int) -> Process:
    """An empty seat is filled. The new seller counts from the next week on."""
    yield desk.env.timeout(moment)
    before = desk.sellers[seat]
    person = before.person + 1
    stays, _, mark = draw_person_luck(desk.dice, seat, person)
    name = person_name(mark, {s.name for s in desk.sellers})
    alone = not any(s.present for s in desk.sellers)
    desk.change_seller(
        replace(before, name=name, person=person, present=True, due=plan.after.leaving + stays)
    )
    desk.tally.count("hired")
    desk.facts.append(facts.SellerHired(desk.env.now, seat, name))
    if alone:
        for empty in desk.sellers:
            if not empty.present:
                _reassign_items(desk, empty.seat)
