"""What the columns and stages of common CRMs are called, in English. All words are as `normal` leaves them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NOT_WORD = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    """Letters and digits alone, in small letters, without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text[:400]) if not unicodedata.combining(c))
    return _NOT_WORD.sub("", bare.casefold())


@lru_cache(maxsize=4096)
def names(column: str) -> tuple[str, ...]:
    """The forms of a column's name under which it may be known, the most exact one first: as it stands, without what
    is in brackets, and without the 'deal' or 'opportunity' before it.
    """
    forms = [normal(column), normal(_ASIDE.sub(" ", column[:400]))]
    for form in tuple(forms):
        forms += [form.removeprefix(word) for word in ("deal", "opportunity", "opp") if form.startswith(word)]
    return tuple(dict.fromkeys(form for form in forms if form))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _tiers(*tiers: str) -> tuple[frozenset[str], ...]:
    return tuple(_words(tier) for tier in tiers)


COLUMNS: dict[str, tuple[frozenset[str], ...]] = {
    "id": _tiers(
        "opportunityid dealid id recordid opportunitynumber dealnumber dealno opportunityno",
        "leadid ticketid number no key uniqueid crmid opportunityref reference ref uuid casesafeid",
    ),
    "owner": _tiers(
        "owner dealowner opportunityowner salesagent salesrep salesperson salesrepresentative seller",
        "agent rep representative ownername assignedto assignee accountexecutive ae accountmanager "
        "responsible user salesperson1 opportunityownername recordowner",
        "ownerid ownerfullname owneralias",
    ),
    "account": _tiers(
        "account accountname customer company companyname organization organisation client customername",
        "potentialcustomer associatedcompany primaryassociatedcompany accountid organizationname "
        "organisationname clientname associatedcompanyids companyid customerid",
    ),
    "stage": _tiers(
        "stage dealstage status dealstatus opportunitystage salesstage stagename outcome",
        "state result pipelinestage opportunitystatus winloss wonlost phase salesphase statusreason",
    ),
    "created": _tiers(
        "created createddate createdate createdtime createdon createdat dealcreated datecreated engagedate",
        "creationdate opened openedon opendate dateopened addtime added dateadded startdate engaged "
        "creationtime createtime entrydate begindate createdateutc createdatetime",
    ),
    "closed": _tiers(
        "closed closeddate closedate closingdate closedon closedat closedtime closetime actualclosedate dateclosed "
        "dealclosedon",
        "wontime wondate datewon wonon enddate closedwondate decisiondate closuredate actualclosingdate wonat",
    ),
    "amount": _tiers(
        "amount dealamount dealvalue value closevalue opportunityamount opportunityvalue closedamount",
        "actualrevenue actualvalue dealsize opportunitysize contractvalue totalvalue saleamount salesvalue "
        "totalamount",
        "revenue price total sales amountincompanycurrency acv tcv arr mrr annualcontractvalue totalcontractvalue "
        "bookings estrevenue estimatedrevenue",
    ),
    "currency": _tiers(
        "currency currencycode amountcurrency currencyofvalue dealcurrency valuecurrency currencyiso"
    ),
    "product": _tiers(
        "product productname productline productfamily item",
        "productinterest products productcategory solution sku itemname service productcode",
    ),
    "source": _tiers(
        "leadsource source originalsource dealsource", "originalsourcetype channel leadorigin origin"
    ),
    "manager": _tiers(
        "manager managername salesmanager", "teamlead supervisor teamleader ownermanager reportsto"
    ),
}
"""Names of columns by field; those of an earlier tier are preferred to those of a later one."""

SECTOR = _words("sector industry vertical branch segment")
"""Names of a column of customers' sectors in an accounts file."""

SECTORS = (
    "technology", "medical", "retail", "software", "entertainment", "marketing", "telecommunications", "finance",
    "employment", "services", "manufacturing", "healthcare", "education", "energy", "government", "insurance",
    "transportation", "logistics", "construction", "hospitality", "agriculture", "consulting", "automotive",
    "pharmaceuticals", "banking", "utilities", "real estate", "media", "aerospace", "chemicals", "biotechnology",
)  # fmt: skip
"""Common words for sectors, to know a slip of the pen by."""

WON = _words(
    "won win closedwon closewon wonclosed success successful sold signed dealwon winner closedsuccessful "
    "opportunitywon closedsold orderwon contractsigned"
)
LOST = _words(
    "lost lose loss closedlost closelost lostclosed disqualified unqualified rejected nodecision dead abandoned "
    "cancelled canceled declined deallost closedunsuccessful unsuccessful failed failure closednodecision "
    "closedlosttocompetition closedlosttocompetitor losttocompetition losttocompetitor noinvestment "
    "opportunitylost outsold closedcancelled closedcanceled closedrejected closeddisqualified nosale nointerest "
    "closedabandoned closeddead"
)
OPEN = _words(
    "open new prospecting prospect qualification qualified qualify qualifying engaging engaged proposal propose "
    "proposalpricequote proposalpricequotation proposalsent proposalmade quote quoted quotation quotesent negotiation "
    "negotiating negotiationreview negotiationsstarted discovery needsanalysis needsdefined needsidentified "
    "valueproposition iddecisionmakers identifydecisionmakers identifyingdecisionmakers perceptionanalysis demo "
    "demoscheduled democompleted meeting meetingscheduled appointmentscheduled qualifiedtobuy presentation "
    "presentationscheduled decisionmakerboughtin contractsent contractmade contactmade contacted lead leadin "
    "inprogress active pending onhold develop developing close identified evaluation evaluating verbal commit "
    "pipeline working nurture nurturing contract contracting trial pilot poc review shortlist tender followup "
    "interested solution technicalevaluation procurement legal assessment opportunity conversation"
)
"""Common words for stages, as they are without what is in brackets."""

NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "n/a",
        "#n/a",
        "null",
        "none",
        "nan",
        "(blank)",
        "(none)",
        "(no value)",
        "\\n",
        "?",
        "—",
        "–",
    )
)
"""What stands in an empty field, in small letters."""


def outcome(word: str) -> str | None:
    """'won', 'lost' or 'open' for a stage that is known."""
    for form in dict.fromkeys((normal(_ASIDE.sub(" ", word[:400])), normal(word))):
        for kind, words in (("won", WON), ("lost", LOST), ("open", OPEN)):
            if form in words or form.removeprefix("deal") in words:
                return kind
        if form.startswith("closedwon"):
            return "won"
        if form.startswith("closedlost"):
            return "lost"
    return None
