"""Foreign text opens no tag, makes no link and breaks no table, and the page fetches and runs nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sim.crm.estimate.figures import ProductLine
from sim.crm.ledger import RowLedger
from sim.crm.report.escape import MAX_SENTENCE_LENGTH, escape_name, escape_sentence
from sim.crm.report.page import markdown_to_html
from sim.crm.report.render import render_markdown, render_page
from sim.crm.report.report_data import FittedNumber, ReportData, ReproducedFigure
from tests.crm.report.sample_report import empty_report, full_report

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></main><svg onload=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "[a]: http://evil.example",
    "https://evil.example www.evil.example",
    "evil.com A.AL evil.com.",
    "who@evil.com mailto:who@evil.com",
    "a | b | c",
    "`code` ``` ~~~",
    "**bold** _it_ ~~gone~~ $x$",
    "# Heading",
    "- item",
    "1. first",
    "2) second",
    "===",
    "---",
    "> quote",
    '=HYPERLINK("http://evil.example")',
    "+1+1",
    "@SUM(A1)",
    "one\ntwo\r\n\n# three",
    "tab\there",
    "\x00\x1b[31mred",
    "\u202egnp.exe",
    "\u2066\u2069\ufeff",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "\\",
    "ends with \\",
    "\\|",
    "'\" onmouseover=alert(1) x='",
    "x" * 5000,
    "|" * 3000,
    " ",
    "",
)


def with_text(text: str) -> ReportData:
    """A report with this text wherever foreign text can occur."""
    report = full_report()
    f = report.figures
    assert f.rep_effect is not None
    sellers = tuple(replace(s, name=text) for s in f.rep_effect.sellers)
    figures = replace(
        f,
        rep_effect=replace(f.rep_effect, sellers=sellers),
        lines=(ProductLine(text, 3, 5, 10.0),) * len(f.lines),
        gaps=(text,) * len(f.gaps),
    )
    ledger = RowLedger(
        9, Counter({text: 2, "b": 1}), Counter({text: 3}), Counter({(text, text): 1}), [text, text]
    )
    return replace(
        report,
        title=text,
        source=text,
        figures=figures,
        ledger=ledger,
        fitted=(FittedNumber(text, text, text),) * len(report.fitted),
        reproduced=tuple(
            ReproducedFigure(text, b.observed, b.simulated, b.standard_error) for b in report.reproduced
        ),
        assumptions=(text,),
        mismatches=(text,),
    )


def shape(text: str) -> list[str]:
    """The tokens of a text, parsed with a richer dialect of Markdown than ours."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    found = []
    for token in reader.parse(text):
        found.append(token.type)
        found += [
            child.type
            for child in token.children or ()
            if child.type not in ("text", "softbreak", "text_special")
        ]
    return found


class Tags(HTMLParser):
    """Tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.policy = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a tag or its text."""
        self.tags.append(tag)
        self.attributes += [(key, value or "") for key, value in attrs]
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        """Record a tag or its text."""
        self.tags.append(f"/{tag}")


HARMLESS = with_text("harmless")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_no_structure_of_markdown_or_page(text: str) -> None:
    report = with_text(text)
    assert shape(render_markdown(report)) == shape(render_markdown(HARMLESS))
    seen, expected = Tags(render_page(report)), Tags(render_page(HARMLESS))
    assert seen.tags == expected.tags
    assert Counter(key for key, _ in seen.attributes) == Counter(key for key, _ in expected.attributes)


@settings(max_examples=150)
@given(st.text(st.one_of(st.sampled_from("\\`*_[]()<>|&~$@/w#+-=:!.1\n\t "), st.characters()), max_size=40))
def test_any_text_is_one_plain_paragraph_or_cell(text: str) -> None:
    for escaped in (escape_name(text), escape_sentence(text)):
        if escaped:
            assert shape(f"a {escaped} b") == shape("a b")
            assert shape(escaped) == shape("a")
            assert shape(f"- {escaped}") == shape("- a")
            assert cells(f"| a | b |\n| --- | --- |\n| {escaped} | end |")[2:] == [
                escaped_once(escaped),
                "end",
            ]


def cells(text: str) -> list[str]:
    """The displayed text of each cell of a table."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(text)
    assert [token.type for token in tokens].count("td_open") == 2
    return [
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    ]


def escaped_once(escaped: str) -> str:
    """The displayed text of an escaped text outside a table."""
    (inline,) = (token for token in MarkdownIt("commonmark").parse(escaped) if token.type == "inline")
    return "".join(child.content for child in inline.children or ())


def test_a_name_is_shown_unchanged() -> None:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    text = "A&B_c* [d] <e> 1. `f` | g"
    assert reader.renderInline(escape_name(text)) == "A&amp;B_c* [d] &lt;e&gt; 1. `f` | g"


def test_a_decimal_number_is_shown_unchanged() -> None:
    assert escape_sentence("120.68") == "120.68"


def test_long_text_is_cut() -> None:
    assert len(escape_name("x" * 5000)) < 100
    assert len(escape_sentence("x" * 5000)) == MAX_SENTENCE_LENGTH


@pytest.mark.parametrize(
    "report", [full_report(), empty_report(), with_text("<a href='https://x.example'>x</a>")]
)
def test_the_page_runs_nothing_and_fetches_nothing(report: ReportData) -> None:
    text = render_page(report)
    seen = Tags(text)
    assert not {
        "script",
        "a",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
        "use",
        "image",
    } & set(seen.tags)
    assert not [
        key
        for key, _ in seen.attributes
        if key.startswith("on") or key in ("src", "href", "xlink:href", "action")
    ]
    ids = {value for key, value in seen.attributes if key == "id"}
    fills = {value for key, value in seen.attributes if key == "fill"}
    assert {fill.removeprefix("url(#").removesuffix(")") for fill in fills} <= ids
    assert "@import" not in text
    assert "url(http" not in text
    assert seen.policy.startswith("default-src 'none'")
    assert "script" not in seen.policy
    assert len(ids) == sum(key == "id" for key, _ in seen.attributes)


def test_the_page_holds_no_address() -> None:
    for report in (full_report(), empty_report()):
        assert "//" not in render_page(report)
        assert "//" not in render_markdown(report)


def test_tags_and_links_in_markdown_are_escaped() -> None:
    text = (
        "<b>bold</b> [a](http://x.example) ![i](http://y.example) <http://z.example>\n\n<div>\nblock\n</div>"
    )
    assert set(Tags(markdown_to_html(text)).tags) == {"p", "/p"}
