"""The report of a calibration: `markdown` for reading anywhere, `page` for a browser, with pictures."""

from __future__ import annotations

from html import escape

from sim.base.problems import escape_text
from sim.crm.report.first import first
from sim.crm.report.layout import heading, paragraphs
from sim.crm.report.page import html, html_page
from sim.crm.report.sections import sections
from sim.crm.report.told import Told

TEXT = "Tables follow below; pictures are in the page beside this text."
PAGE = "Pictures and tables follow below."


def markdown(told: Told) -> str:
    """The report as Markdown: the first page, then tables."""
    return paragraphs(first(told, TEXT), *(section.text for section in sections(told))) + "\n"


def page(told: Told) -> str:
    """The report as one page that needs nothing beside it; no script, no address."""
    parts = [f'<section class="first">{html(first(told, PAGE))}</section>']
    for number, section in enumerate(sections(told)):
        picture = ""
        if section.picture is not None:
            svg, caption = section.picture.svg(f"p{number}"), escape(section.picture.caption)
            picture = f"<figure>{svg}<figcaption>{caption}</figcaption></figure>"
        parts.append(f"<section>{html(heading(section.title))}{picture}{html(section.body)}</section>")
    return html_page(f"{escape_text(told.title.strip())}: what your CRM says", "\n".join(parts))
