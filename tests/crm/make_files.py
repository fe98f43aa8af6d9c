"""Makes the small exports in tests/crm/files: the same forty deals as different CRMs would write them.

`python -m tests.crm.make_files` writes them anew; they depend on nothing but the seed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("files")
SEED = 4238
DEALS = 40
OWNERS = ("Zoë Müller", "Jürgen Weiß", "Anaïs Lefèvre", "Sam O'Neil", "Kim Park")
IDLE = ("Bo Ek", "Al Roy")
PRODUCTS = ("Kestrel Pro", "Alder Special", "Rook 500")
MISSPELT = "KestrelPro"
"""How the first product is written where a folder has defects."""
ACCOUNTS = ("Hooli, Inc.", "Acme", 'The "Big" One', "Nordlys", "Zürich & Söhne")
START = dt.date(2023, 1, 9)
LATE_FIRST = 120
"""days after the start on which the first deal is closed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A deal that is known."""

    id: str
    owner: str
    account: str | None
    product: str
    kind: str
    """won, lost or open."""
    created: dt.date | None
    closed: dt.date | None
    """None for an open deal."""
    amount: float
    """of a won deal: what it brought; else what was hoped for."""


def known() -> list[Made]:
    """The deals, the same in every file."""
    random_ = random.Random(SEED)  # noqa: S311  (made data, no secret)
    return [_deal(number, random_) for number in range(DEALS)]


def _deal(number: int, random_: random.Random) -> Made:
    kind = random_.choice(("won", "won", "won", "lost", "lost", "open"))
    created: dt.date | None = START + dt.timedelta(days=0 if number == 0 else random_.randrange(400))
    account: str | None = random_.choice(ACCOUNTS)
    assert created is not None
    closed = max(
        created + dt.timedelta(days=random_.randrange(1, 100)), START + dt.timedelta(days=LATE_FIRST)
    )
    if kind == "open":
        created = random_.choice((created, None))
        account = random_.choice((account, None))
    return Made(
        id=f"OP-{1000 + number}",
        owner=OWNERS[number] if number < len(OWNERS) else random_.choice(OWNERS),
        account=account,
        product=PRODUCTS[number] if number < len(PRODUCTS) else random_.choice(PRODUCTS),
        kind=kind,
        created=created,
        closed=None if kind == "open" else closed,
        amount=round(random_.lognormvariate(7.5, 1.2), 2),
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """How a CRM writes deals."""

    columns: dict[str, str]
    """what is in a column, by its name."""
    words: dict[str, tuple[str, ...]]
    """its words for won, lost and open; used in turn."""
    date: Callable[[dt.date], str]
    money: Callable[[float], str]
    encoding: str
    separator: str = ","
    before: str = ""
    after: str = ""
    """text around the table."""
    lost_amount: float | None = None
    """what stands as the amount of a lost deal, instead of what was hoped for."""


def grouped(amount: float, group: str, point: str) -> str:
    """An amount with these signs."""
    return f"{amount:,.2f}".replace(",", "\0").replace(".", point).replace("\0", group)


def long_month(day: dt.date) -> str:
    """9-Jan-2023 in English, whatever the machine speaks."""
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]  # noqa: SIM905
    return f"{day.day:02d}-{month}-{day.year}"


LAYOUTS = {
    "salesforce.csv": Layout(
        {"Opportunity ID": "id", "Opportunity Owner": "owner", "Account Name": "account", "Stage": "stage",
         "Created Date": "created", "Close Date": "expected", "Amount": "amount", "Product Name": "product",
         "Lead Source": "text", "Owner Role": "text"},
        {"won": ("Closed Won",), "lost": ("Closed Lost",), "open": ("Prospecting", "Negotiation/Review")},
        lambda day: f"{day.month}/{day.day}/{day.year}", lambda amount: f"${grouped(amount, ',', '.')}", "utf-8-sig",
        before="Opportunities of this and last year\r\nAs of 2024-05-01\r\n\r\n",
        after='\r\n"Confidential Information - Do Not Distribute"\r\n"Copyright, all rights reserved."\r\n',
    ),
    "hubspot.csv": Layout(
        {"Record ID": "id", "Deal Name": "text", "Deal Stage": "stage", "Close Date": "expected",
         "Create Date": "created",
         "Deal owner": "owner", "Amount": "amount", "Associated Company": "account", "Product interest": "product"},
        {"won": ("Closed won (Sales Pipeline)",), "lost": ("Closed lost (Sales Pipeline)",),
         "open": ("Qualified to buy (Sales Pipeline)", "Contract sent (Sales Pipeline)")},
        lambda day: f"{day:%Y-%m-%d} 14:05", lambda amount: f"{amount}", "utf-8",
    ),
    "pipedrive.csv": Layout(
        {"Deal - ID": "id", "Deal - Title": "text", "Deal - Owner": "owner", "Deal - Organization": "account",
         "Deal - Stage": "text", "Deal - Status": "stage", "Deal - Deal created": "created",
         "Deal - Deal closed on": "closed", "Deal - Won time": "won", "Deal - Value": "amount",
         "Deal - Currency of Value": "EUR", "Deal - Product name": "product"},
        {"won": ("Won",), "lost": ("Lost",), "open": ("Open",)},
        lambda day: f"{day:%Y-%m-%d}T08:30:00Z", lambda amount: grouped(amount, "\u00a0", ","), "utf-16", "\t",
    ),
    "zoho.csv": Layout(
        {"Record Id": "id", "Deal Name": "text", "Deal Owner": "owner", "Account Name": "account", "Stage": "stage",
         "Created Time": "created", "Closing Date": "expected", "Amount": "amount", "Product": "product"},
        {"won": ("Closed Won",), "lost": ("Closed Lost", "Closed-Lost to Competition"), "open": ("Needs Analysis",)},
        long_month, lambda amount: grouped(amount, "'", "."), "windows-1252", ";", before="sep=;\r\n",
    ),
    "dynamics.csv": Layout(
        {"Opportunity Number": "id", "Topic": "text", "Potential Customer": "account", "Owner": "owner",
         "Status": "stage",
         "Status Reason": "text", "Created On": "created", "Actual Close Date": "closed", "Est. Revenue": "text",
         "Actual Revenue": "amount", "Product Line": "product"},
        {"won": ("Won",), "lost": ("Lost", "Canceled"), "open": ("Open", "In Progress")},
        lambda day: f"{day:%Y/%m/%d}", lambda amount: f"{grouped(amount, ',', '.')} USD", "utf-8", "|",
    ),
    "german.csv": Layout(
        {"Verkaufschance": "id", "Zuständig": "owner", "Kunde": "account", "Phase": "stage", "Angelegt am": "created",
         "Abgeschlossen am": "closed", "Betrag": "amount", "Produkt": "product"},
        {"won": ("Gewonnen", "Auftrag erhalten"), "lost": ("Verloren",), "open": ("Angebot", "Klärung")},
        lambda day: f"{day:%d.%m.%Y}", lambda amount: f"{grouped(amount, '.', ',')} €", "windows-1252", ";",
    ),
    "french.csv": Layout(
        {"N° d'affaire": "id", "Commercial": "owner", "Société": "account", "Étape": "stage",
         "Date de création": "created",
         "Date de clôture": "closed", "Montant": "amount", "Produit": "product"},
        {"won": ("Gagnée",), "lost": ("Perdue", "Abandonnée"), "open": ("En cours", "Négociation")},
        lambda day: f"{day:%d/%m/%Y}", lambda amount: f"{grouped(amount, chr(0x202F), ',')} €", "utf-8", ";",
    ),
    "defects/pipeline.csv": Layout(
        {"opportunity_id": "id", "sales_agent": "owner", "product": "product", "account": "account",
         "deal_stage": "stage",
         "engage_date": "created", "close_date": "closed", "close_value": "amount"},
        {"won": ("Won",), "lost": ("Lost",), "open": ("Engaging", "Prospecting")},
        lambda day: f"{day:%Y-%m-%d}", lambda amount: f"{amount:.2f}", "utf-8", lost_amount=0.0,
    ),
}  # fmt: skip

MAPPINGS = {
    "german.map.yaml": """\
columns:
  id: Verkaufschance
  owner: Zuständig
  account: Kunde
  stage: Phase
  created: Angelegt am
  closed: Abgeschlossen am
  amount: Betrag
  product: Produkt
outcomes:
  won: [Gewonnen, Auftrag erhalten]
  lost: [Verloren]
""",
    "french.map.yaml": """\
columns:
  id: "N° d'affaire"
  owner: Commercial
  account: Société
  stage: Étape
  created: Date de création
  closed: Date de clôture
  amount: Montant
  product: Produit
outcomes:
  won: [Gagnée]
  lost: [Perdue, Abandonnée]
  open: [En cours, Négociation]
""",
}


def made() -> dict[str, bytes]:
    """Every file, by its path in the folder."""
    deals = known()
    files = {name: _file(layout, deals, name.startswith("defects")) for name, layout in LAYOUTS.items()}
    files.update({name: text.encode() for name, text in MAPPINGS.items()})
    people = [*OWNERS, *IDLE]
    teams = [("sales_agent", "manager"), *((name, f"Boss {i % 2}") for i, name in enumerate(people))]
    files["defects/teams.csv"] = _table(teams, ",").encode()
    files["defects/products.csv"] = _table(
        [("product", "sales_price"), *((name, "1") for name in PRODUCTS)], ","
    ).encode()
    sectors = ("telecomunications", "medical", "services", "software")
    accounts = [("account", "sector"), *zip(ACCOUNTS[:-1], sectors, strict=True)]
    files["defects/accounts.csv"] = _table(accounts, ",").encode()
    files["defects/data_dictionary.csv"] = _table([("Table", "Field"), ("accounts", "sector")], ",").encode()
    return files


def _file(layout: Layout, deals: Sequence[Made], defects: bool) -> bytes:
    body = [
        [_cell(deal, what, i, layout) for what in layout.columns.values()] for i, deal in enumerate(deals)
    ]
    if defects:
        at = list(layout.columns.values()).index("product")
        body = [
            [MISSPELT if i == at and cell == PRODUCTS[0] else cell for i, cell in enumerate(row)]
            for row in body
        ]
    text = layout.before + _table([list(layout.columns), *body], layout.separator) + layout.after
    data = text.encode("utf-16-le" if layout.encoding == "utf-16" else layout.encoding)
    return b"\xff\xfe" + data if layout.encoding == "utf-16" else data


def _table(rows: Sequence[Sequence[str]], separator: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def _cell(deal: Made, what: str, i: int, layout: Layout) -> str:
    if what == "stage":
        words = layout.words[deal.kind]
        return words[i % len(words)]
    if what in ("created", "closed", "expected", "won"):
        return _date(deal, what, layout)
    if what == "amount":
        amount = layout.lost_amount if deal.kind == "lost" and layout.lost_amount is not None else deal.amount
        return layout.money(amount)
    if what == "text":
        return "some, text\nin two lines" if i % 9 == 0 else f"text {i}"
    return what if what == "EUR" else str(getattr(deal, what) or "")


def _date(deal: Made, what: str, layout: Layout) -> str:
    if what == "created":
        day = deal.created
    elif what == "expected":  # CRMs of this kind want a date of open deals too
        day = deal.closed or START + dt.timedelta(days=500)
    else:
        day = deal.closed if what == "closed" or deal.kind == "won" else None
    return layout.date(day) if day else ""


def main() -> None:
    """Write the files."""
    for name, data in made().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
