"""The HTML page of a report, without scripts or anything to fetch."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""The browser may only use the inline style and inline images."""


def markdown_to_html(markdown: str) -> str:
    """Convert Markdown to HTML: tags are escaped, and percent signs stay with their numbers."""
    return str(_markdown_parser().render(markdown.replace(" %", "\u00a0%")))


def html_page(title: str, body: str) -> str:
    """A complete page; `title` is plain text, `body` is HTML."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


@cache
def _markdown_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only a report needs it

    reader = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["link", "image", "autolink", "reference"])
    )
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", _close_table)
    return reader


def _open_table(*_: Any) -> str:
    """Let a wide table scroll sideways in its own frame, by mouse and keys."""
    return '<div class="wide" tabindex="0"><table>\n'


def _close_table(*_: Any) -> str:
    return "</table></div>\n"
