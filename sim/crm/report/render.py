"""The report of a calibration: `markdown` for reading anywhere, `page` for a browser, with pictures."""

from __future__ import annotations

from html import escape

from sim.base.problems import escape_text
from sim.crm.report.front_page import front_page
from sim.crm.report.layout import heading, paragraphs
from sim.crm.report.page import html_page, markdown_to_html
from sim.crm.report.report_data import ReportData
from sim.crm.report.sections import list_sections

MARKDOWN_NOTE = "Tables follow below; pictures are in the page beside this text."
PAGE_NOTE = "Pictures and tables follow below."


def render_markdown(told: ReportData) -> str:
    """The report as Markdown: the first page, then tables."""
    return (
        paragraphs(front_page(told, MARKDOWN_NOTE), *(section.text for section in list_sections(told))) + "\n"
    )


def render_page(told: ReportData) -> str:
    """The report as one page that needs nothing beside it; no script, no address."""
    parts = [f'<section class="first">{markdown_to_html(front_page(told, PAGE_NOTE))}</section>']
    for number, section in enumerate(list_sections(told)):
        picture = ""
        if section.picture is not None:
            svg, caption = section.picture.svg(f"p{number}"), escape(section.picture.caption)
            picture = f"<figure>{svg}<figcaption>{caption}</figcaption></figure>"
        parts.append(
            f"<section>{markdown_to_html(heading(section.title))}{picture}{markdown_to_html(section.body)}</section>"
        )
    return html_page(f"{escape_text(told.title.strip())}: what your CRM says", "\n".join(parts))
