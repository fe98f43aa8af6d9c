"""Finding columns by name and content; unused columns are listed, and possible ones asked about."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Columns, Mapping
from sim.crm.intake.read_export import IntakeError
from sim.crm.intake.vocabulary import COLUMN_NAMES, KINDS, OUTCOME_NAMES, UNUSED_NAMES, normalize
from tests.crm.intake.reading import asked, notes, read

ROWS = (
    ("D1", "Ida Lund", "Acme", "Won", "2024-03-02", "2024-04-11", "1200.50"),
    ("D2", "Per Moe", "Bolt", "Lost", "2024-03-05", "2024-03-25", "800.00"),
    ("D3", "Ida Lund", "Cano", "Won", "2024-03-09", "2024-05-02", "460.25"),
    ("D4", "Ola Vik", "Acme", "Proposal", "2024-04-01", "", "990.00"),
    ("D5", "Per Moe", "Dune", "Lost", "2024-04-15", "2024-06-01", "75.90"),
    ("D6", "Ola Vik", "Bolt", "Won", "2024-04-20", "2024-06-11", "310.00"),
)
FIELDS = ("id", "owner", "account", "stage", "created", "closed", "amount")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


HEADERS = {
    "Salesforce report": "Opportunity ID|Opportunity Owner|Account Name|Stage|Created Date|Close Date|Amount",
    "Salesforce API": "Id|Owner.Name|Account.Name|StageName|CreatedDate|CloseDate|Amount",
    "HubSpot": "Record ID|Deal owner|Associated Company|Deal Stage|Create Date|Close Date|Amount in company currency",
    "HubSpot API": "hs_object_id|hubspot_owner_id|associatedcompanyids|dealstage|createdate|closedate|amount",
    "Pipedrive": "Deal - ID|Deal - Owner|Deal - Organization|Deal - Status|Deal - Deal created|Deal - Deal closed on|"
    "Deal - Value",
    "Pipedrive API": "id|owner_name|org_name|status|add_time|close_time|value",
    "Zoho": "Record Id|Deal Owner|Account Name|Stage|Created Time|Closing Date|Amount",
    "Zoho of old": "POTENTIALID|Potential Owner|Account Name|Stage|Created Time|Closing Date|Amount",
    "Dynamics": "Opportunity Number|Owner|Potential Customer|Status|Created On|Actual Close Date|Actual Revenue",
    "Odoo": "External ID|Salesperson|Customer|Stage|Created on|Closed Date|Expected Revenue",
    "Freshsales": "Id|Sales owner|Account name|Deal stage|Created at|Closed date|Deal value",
    "Copper": "Copper ID|Owned By|Company|Status|Created At|Close Date|Value",
    "SuiteCRM": "ID|Assigned User Name|Account Name|Sales Stage|Date Created|Expected Close Date|Opportunity Amount",
    "Close": "id|user_name|lead_name|status_type|date_created|date_won|value",
    "Bitrix": "ID|Responsible person|Company|Stage|Created on|Closed on|Total",
    "Bitrix, Russian": "ID|Ответственный|Компания|Стадия сделки|Дата создания|Дата закрытия|Сумма",
    "vtiger": "Opportunity Number|Assigned To|Organization Name|Sales Stage|Created Time|Expected Close Date|Amount",
    "amoCRM": "ID|Ответственный|Компания|Этап сделки|Дата создания сделки|Дата закрытия|Бюджет",
    "Insightly": "Record ID|User Responsible|Organization Name|Opportunity State|Date Created|Actual Close Date|"
    "Bid Amount",
    "Capsule": "Id|Owner|Organisation|Milestone|Created|Actual Close Date|Value",
    "EspoCRM": "id|assignedUserName|accountName|stage|createdAt|closeDate|amount",
    "Dynamics, German": "Verkaufschance|Besitzer|Potenzieller Kunde|Status|Erstellt am|Tatsächliches Abschlussdatum|"
    "Tatsächlicher Umsatz",
    "a warehouse's": "property_hs_object_id|property_hubspot_owner_id|property_account|property_dealstage|"
    "property_createdate|property_closedate|property_amount",
    "German": "Verkaufschance-ID|Vertriebsmitarbeiter|Kunde|Status|Erstellt am|Abschlussdatum|Auftragswert",
    "German without umlauts": "Nr|Verkaeufer|Firma|Vertriebsphase|Angelegt am|Geschlossen am|Umsatz",
    "French": "N° d'affaire|Commercial|Société|Étape|Date de création|Date de clôture|Montant",
    "Spanish": "Número|Propietario|Empresa|Etapa|Fecha de creación|Fecha de cierre|Importe",
    "Portuguese": "Número|Responsável|Conta|Situação|Data de criação|Data de fechamento|Valor",
    "Italian": "Numero|Venditore|Azienda|Stato|Data di creazione|Data di chiusura|Importo",
    "Dutch": "Nummer|Eigenaar|Bedrijf|Fase|Aanmaakdatum|Sluitingsdatum|Bedrag",
    "French of another kind": "Réf|Commercial en charge|Société|Statut|Créée le|Clôturée le|CA prévu",
    "Spanish of another kind": "Nº|Comercial asignado|Cliente|Estado|Fecha de alta|Fecha cierre|Importe previsto",
    "Portuguese of another kind": "Código|Vendedor responsável|Cliente|Etapa|Data criação|Fechada|Valor da venda",
    "Italian of another kind": "Codice|Agente|Cliente|Stato trattativa|Data inserimento|Chiusa|Valore stimato",
    "Dutch of another kind": "Nummer|Accountmanager|Klant|Verkoopfase|Aangemaakt|Gesloten|Geschatte waarde",
    "German of another kind": "Nr|Kundenbetreuer|Kunde|Stufe|Eingangsdatum|Abschluss|Wert (EUR)",
    "slips of the pen": "Opportunty ID|Sales Agnt|Acount|Deal Stge|Creatd Date|Close Dte|Amout",
    "in names of their own": "deal_id|rep_id_of_owner|client_ref|current_status|deal_created_ts|close_dt|"
    "first_year_arr_usd",
}  # fmt: skip
"""Names of the fields above, with a bar between them."""


@pytest.mark.parametrize("crm", HEADERS)
def test_every_crm_and_language_is_read_without_a_question(crm: str, tmp_path: Path) -> None:
    result = read(tmp_path, table(HEADERS[crm].split("|"), ROWS))
    assert result.deals.outcome.tolist() == [WON, LOST, WON, OPEN, LOST, WON]
    assert result.deals.owners == ("Ida Lund", "Per Moe", "Ola Vik")
    assert np.nanmean(result.deals.value) == pytest.approx((1200.5 + 460.25 + 310) / 3)
    assert np.isfinite(result.deals.created).all()
    assert np.isfinite(result.deals.closed).sum() == 5
    assert crm == "slips of the pen" or result.ledger.unused == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(FIELDS))), renamed=st.sets(st.sampled_from(FIELDS)))
def test_renamed_columns_are_found_or_asked_about_and_never_dropped_silently(
    order: list[int], renamed: set[str], tmp_path: Path
) -> None:
    header = [f"zq{at}x" if FIELDS[at] in renamed else FIELDS[at] for at in order]
    text = table(header, [[row[at] for at in order] for row in ROWS])
    try:
        result = read(tmp_path, text)
    except IntakeError as error:
        keys = {one.path.removeprefix("columns.") for one in error.problems}
        if not keys <= renamed:
            raise
        return
    assert result.deals.outcome.tolist() == [WON, LOST, WON, OPEN, LOST, WON]
    lost = renamed - {"stage"}  # its words tell what it is
    assert not lost & {"owner", "created", "closed", "amount"}
    assert {one.name for one in result.ledger.unused} == {
        name for at, name in zip(order, header, strict=True) if FIELDS[at] in lost
    }
    assert all(one.example and one.guess for one in result.ledger.unused)


@pytest.mark.parametrize(
    ("name", "cells", "field"),
    [
        ("Closed", ("Yes", "Yes", "Yes", "No", "Yes", "Yes"), "closed"),
        ("Created", ("1", "1", "1", "1", "1", "1"), "created"),
        ("Deal Amount", ("big", "small", "big", "small", "big", "?"), "amount"),
        ("Deal Amount", ("", "", "", "", "", ""), "amount"),
        ("Deal Amount", ("0", "0.00", "0", "0", "0", "0"), "amount"),
        ("Deal Owner", ("", "-", "", "n/a", "", ""), "owner"),
        ("Deal Owner", ("true", "false", "true", "true", "true", "true"), "owner"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_with_the_right_name_and_wrong_content_is_not_used(
    name: str, cells: tuple[str, ...], field: str, first: bool, tmp_path: Path
) -> None:
    own = {"closed": "End Date", "created": "Opened", "amount": "Contract value", "owner": "Rep"}[field]
    header = [own if one == field else one for one in FIELDS]
    at = 0 if first else len(header)
    rows = [[*row[:at], cell, *row[at:]] for row, cell in zip(ROWS, cells, strict=True)]
    result = read(tmp_path, table([*header[:at], name, *header[at:]], rows))
    assert getattr(result.mapping.columns, field) == own
    assert result.deals.outcome.tolist() == [WON, LOST, WON, OPEN, LOST, WON]


@pytest.mark.parametrize("name", ["Reference", "LEADID", "Number", "Ref", "Ticket ID"])
def test_a_value_that_different_deals_share_is_not_an_id(name: str, tmp_path: Path) -> None:
    rows = [[cell, *row[1:]] for cell, row in zip(("A", "A", "B", "B", "C", "C"), ROWS, strict=True)]
    result = read(tmp_path, table([name, *FIELDS[1:]], rows))
    assert result.mapping.columns.id is None
    assert not result.ledger.set_aside
    assert any(one.name == name for one in result.ledger.unused)


def test_an_id_may_be_repeated_in_copies_of_a_row(tmp_path: Path) -> None:
    result = read(tmp_path, table(["hs_object_id", *FIELDS[1:]], [*ROWS, *ROWS[:4]]))
    assert result.mapping.columns.id == "hs_object_id"
    assert len(result.deals.outcome) == len(ROWS)


def test_missing_amounts_are_reported_only_if_no_column_could_hold_them(tmp_path: Path) -> None:
    header = [*FIELDS[:-1], "Tier"]
    without = read(tmp_path, table(header, [[*row[:-1], "gold"] for row in ROWS]))
    assert "The file has no amounts." in notes(without)
    (one,) = without.ledger.unused
    assert (one.name, one.example) == ("Tier", "gold")
    scores = [[*row[:-1], score] for row, score in zip(ROWS, "345345", strict=True)]
    assert "no amounts" in notes(read(tmp_path, table(header, scores)))
    said = asked(tmp_path, table([*FIELDS[:-1], "Zahl"], ROWS))
    assert set(said) == {"columns.amount"}
    assert "'Zahl' (such as '1200.50')" in said["columns.amount"]
    assert '""' in said["columns.amount"]
    left_out = read(tmp_path, table([*FIELDS[:-1], "Zahl"], ROWS), Mapping(columns=Columns(amount="")))
    assert "no amounts" not in notes(left_out)
    assert [one.guess for one in left_out.ledger.unused] == ["perhaps the amount"]


def test_known_columns_that_are_not_needed_are_never_asked_about(tmp_path: Path) -> None:
    header = [
        "id",
        "stage",
        "Last Modified Date",
        "Employees",
        "Phone",
        "Probability (%)",
        "Contact",
        "Region",
    ]
    rows = [(row[0], row[3], "2024-05-01", "1200", "5551234", "40", "Ida Lund", "North") for row in ROWS]
    result = read(tmp_path, table(header, rows))
    assert {one.guess for one in result.ledger.unused} == {"not needed"}
    assert "no owners" in notes(result)
    assert "no closing dates" in notes(result)


def test_the_choice_between_two_amounts_is_reported_with_the_reason(tmp_path: Path) -> None:
    rows = [[*row, "5000"] for row in ROWS]
    result = read(tmp_path, table([*FIELDS, "Contract Value"], rows))
    assert "'amount' was taken as the amount, not 'Contract Value': its name fits better" in notes(result)
    assert [(one.name, one.guess) for one in result.ledger.unused] == [("Contract Value", "another amount")]


def test_serial_numbers_are_dates_only_under_the_name_of_a_date(tmp_path: Path) -> None:
    rows = [[str(1244495215 + 977 * at), *row[1:-1], str(45000 + at)] for at, row in enumerate(ROWS)]
    result = read(tmp_path, table(FIELDS, rows))
    assert result.mapping.columns.id == "id"
    assert result.deals.value[0] == 45000


def test_a_column_of_estimates_is_used_only_if_there_is_no_other(tmp_path: Path) -> None:
    header = ["Geschätzter Dealumsatz", *FIELDS[:-1], "Realer Dealumsatz"]
    result = read(tmp_path, table(header, [["7", *row] for row in ROWS]))
    assert result.mapping.columns.amount == "Realer Dealumsatz"
    alone = read(tmp_path, table([*FIELDS[:-1], "Expected Revenue"], ROWS))
    assert "'Expected Revenue' was taken as the amount, though by its name it holds estimates" in notes(alone)
    said = asked(tmp_path, table([*FIELDS[:-1], "Zahl", "Expected Revenue"], [[*row, "7"] for row in ROWS]))
    assert "the amount may be 'Zahl'" in said["columns.amount"]
    header = ["Expected Revenue", "Expected close date", *FIELDS[:-2], "close_dt", "first_year_arr_usd"]
    result = read(tmp_path, table(header, [["7", "2025-01-01", *row] for row in ROWS]))
    assert (result.mapping.columns.closed, result.mapping.columns.amount) == (
        "close_dt",
        "first_year_arr_usd",
    )


def test_either_of_two_columns_of_ids_is_used(tmp_path: Path) -> None:
    result = read(tmp_path, table(["Deal ID", *FIELDS], [[f"X{row[0]}", *row] for row in ROWS]))
    assert result.mapping.columns.id == "Deal ID"


def test_unimportant_columns_are_not_asked_about(tmp_path: Path) -> None:
    header = ["Company", "Product", *FIELDS[:2], "Account Name", *FIELDS[3:], "Product Name"]
    result = read(tmp_path, table(header, [["Xyl", f"P{at}", *row, f"Q{at}"] for at, row in enumerate(ROWS)]))
    assert result.mapping.columns.account == "Company"
    assert "'Product' was taken as the product, not 'Product Name': it comes first" in notes(result)
    assert set(asked(tmp_path, table(["created on", *FIELDS], [["2024-01-01", *row] for row in ROWS]))) == {
        "columns.created"
    }


def test_the_owner_of_an_account_is_not_an_account(tmp_path: Path) -> None:
    result = read(
        tmp_path, table(["id", "Account Owner", "stage"], [(row[0], row[1], row[3]) for row in ROWS])
    )
    assert (result.mapping.columns.owner, result.mapping.columns.account) == ("Account Owner", None)


def test_the_currency_is_that_of_the_amount(tmp_path: Path) -> None:
    header = [*FIELDS[:-1], "Total Amount", "Renewal Currency", "Total Amount Currency"]
    rows = [[*row, "USD", "CHF" if at == 0 else "EUR"] for at, row in enumerate(ROWS)]
    result = read(tmp_path, table(header, rows))
    assert result.mapping.columns.currency == "Total Amount Currency"
    assert np.isfinite(result.deals.value).tolist() == [False, False, True, False, False, True]


def test_a_column_with_several_owners_is_preferred_to_one_with_a_single_owner(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        table([*FIELDS[:1], "User Responsible", *FIELDS[2:], "Owner"], [[*row, "Admin"] for row in ROWS]),
    )
    assert result.deals.owners == ("Ida Lund", "Per Moe", "Ola Vik")
    assert read(tmp_path, table(FIELDS, [[row[0], "Ida", *row[2:]] for row in ROWS])).deals.owners == ("Ida",)


def test_a_word_in_a_name_counts_only_if_the_content_fits(tmp_path: Path) -> None:
    header = [*FIELDS[:1], "Region of owner", *FIELDS[2:-1], "value_band"]
    result = read(tmp_path, table(header, [[row[0], "North", *row[2:-1], "high"] for row in ROWS]))
    assert result.mapping.columns.owner is None
    assert result.mapping.columns.amount is None


def test_the_vocabulary_is_sound() -> None:
    """Every name is listed under one field, unless the content decides, and not also as unused."""
    fields: dict[str, set[str]] = {}
    for field, tiers in COLUMN_NAMES.items():
        assert tiers
        for tier in tiers:
            for name in tier:
                assert name == normalize(name)
                fields.setdefault(name, set()).add(field)
    told_by_content = [{"closed", "is_closed"}, {"is_won", "won_at"}, {"is_lost", "lost_at"}]
    assert all(len(result) == 1 or result in told_by_content for result in fields.values())
    assert not set(fields) & UNUSED_NAMES
    assert set(COLUMN_NAMES) == set(Columns.model_fields) - {"status"}
    for kind in KINDS:
        assert not OUTCOME_NAMES[kind] & frozenset().union(
            *(OUTCOME_NAMES[other] for other in KINDS if other != kind)
        )


@pytest.mark.parametrize(
    "numbers", ["100.50 200.50 300.50 400.50 500.50 600.50", "90 1200 350 8000 15 77000"]
)
def test_different_amounts_are_not_taken_for_ids(numbers: str, tmp_path: Path) -> None:
    rows = [[*row[:-1], number] for row, number in zip(ROWS, numbers.split(), strict=True)]
    assert set(asked(tmp_path, table([*FIELDS[:-1], "Zahl"], rows))) == {"columns.amount"}
    numbered = [[*row[:-1], str(7001 + at)] for at, row in enumerate(ROWS)]
    assert "it may be 'Zahl'" in notes(read(tmp_path, table([*FIELDS[:-1], "Zahl"], numbered)))
