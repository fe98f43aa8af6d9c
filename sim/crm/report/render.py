"""The report of a calibration, as Markdown and as an HTML page with charts."""

from __future__ import annotations

from html import escape

from sim.base.problems import escape_text
from sim.crm.report.front_page import front_page
from sim.crm.report.layout import heading, paragraphs
from sim.crm.report.page import html_page, markdown_to_html
from sim.crm.report.report_data import ReportData
from sim.crm.report.sections import list_sections

MARKDOWN_NOTE = "Tables follow below. The HTML page next to this file also has charts."
PAGE_NOTE = "Charts and tables follow below."


def render_markdown(data: ReportData) -> str:
    """The report as Markdown: the first page, then tables."""
    return (
        paragraphs(front_page(data, MARKDOWN_NOTE), *(section.text for section in list_sections(data))) + "\n"
    )


def render_page(data: ReportData) -> str:
    """The report as one self-contained HTML page, without scripts or addresses."""
    parts = [f'<section class="first">{markdown_to_html(front_page(data, PAGE_NOTE))}</section>']
    for number, section in enumerate(list_sections(data)):
        figure = ""
        if section.chart is not None:
            svg, caption = section.chart.svg(f"p{number}"), escape(section.chart.caption)
            figure = f"<figure>{svg}<figcaption>{caption}</figcaption></figure>"
        title, body = markdown_to_html(heading(section.title)), markdown_to_html(section.body)
        parts.append(f"<section>{title}{figure}{body}</section>")
    return html_page(f"{escape_text(data.title.strip())}: what your CRM shows", "\n".join(parts))
