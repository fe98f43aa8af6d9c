"""Which literals of a module are text that players read. One rule for both sides: the catalogue is made from what it
finds, and a translated module is the same module with exactly these literals in another language.

A literal is text where it has words and does not stand where code reads it: not as a key, an annotation, something that
is compared with, an argument of calls that take names, or a docstring. A single word in small letters is text only
where `_WORDS` or its place says so, as most of them are names. An f-string is one text, with its values in braces.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

PACKAGES = ("tui", "sim.view")
MODULES = (
    "sim.lookahead.drastic",
    "sim.lookahead.reasons",
    "sim.moments.say",
    "sim.policy.notation",
    "sim.policy.presets",
    "sim.why.say",
)
"""What the screen, plain mode and the browser say."""
EXCEPT = ("sim.view.words", "tui.bench")
"""Of these packages, what looks its texts up itself, and what no player hears."""

COUNTED = "counted"
"""The function that says numbers with nouns; its nouns are looked up with their plurals when they are said."""

_NAME_CALLS = frozenset(
    """
    query_one query query_ancestor set_class add_class remove_class has_class toggle_class getattr hasattr
    setattr getLogger run_action TypeVar compile fullmatch match sub split rsplit partition rpartition
    startswith endswith removeprefix removesuffix strip lstrip rstrip encode decode get_option
    get_option_index remove_option find_spec entry_points bindings replace debug info warning exception error
    bind pop frozenset index find count import_module write read_text write_text open joinpath with_name
    with_suffix glob check_action Path on work data_file zip fromkeys period_weeks
    """.split()  # noqa: SIM905  # a list of words reads better
)
"""Calls whose arguments are names."""
_NAME_ARGUMENTS = frozenset(
    """
    id id_ classes name group groups action severity variant encoding errors mode style key keys where type
    theme_name exclusive text_style css_path primary secondary accent foreground background surface panel
    boost warning error success dark luminosity_spread text_alpha variables expand selector what field
    """.split()  # noqa: SIM905  # a list of words reads better
)
"""Keyword arguments that are names."""
_STYLES = frozenset(("DIM", "STRONG", "YOURS", "DANGER", "style"))

_WORDS = {
    "sim.moments.say": "brought took value",
    "sim.policy.notation": "sellers managers leaders",
    "sim.view.board": "month all",
    "sim.view.book_rows": "bookings attainment margin dropped conversations",
    "sim.view.history": "bookings",
    "sim.view.later": "all",
    "sim.view.say": "weak usual strong now",
    "sim.view.story": "first second last began",
    "sim.why.say": "burnout culture capability skill month quarter",
    "tui.drafting": "even",
    "tui.goals": "draw fired",
    "tui.hinting": "adds costs",
    "tui.looking_back": "fired margin value goal reached brought took you",
    "tui.plain.reviewing": "brought took you",
    "tui.screens.explained": "what how",
    "tui.screens.result": "you",
    "tui.set_rows": "dark light full reduced none arrows vim short on off",
    "tui.stand": "year",
    "tui.strands_told": "bookings attainment margin conversations reached",
    "tui.telling": "best equal",
    "tui.widgets.ahead": "best yours",
    "tui.widgets.board": "before seller team segment",
    "tui.widgets.books": "game target",
    "tui.widgets.move": "now future plans signals alike worst",
    "tui.widgets.signals": "you rival demand",
    "tui.widgets.title": "you",
}
"""Single words in small letters that are texts, by module."""

_HAS_WORD = re.compile(r"[A-Za-z]{2,}")
_PHRASE = re.compile(
    r"[A-Za-z.,;:)%\d…] +[A-Za-z(]| [a-z]{2,} |[A-Za-z]{2}[.!?:…]+ *$|^[a-z]{2,} |[a-z]{2,} $|^ +\(?[a-z]{2,}"
)
_CODE = re.compile(
    r"^[#.@$%-]|^[A-Z_]{2,}$|^[\w.+,/-]*[_/=+][\w.+,/-]*$|^[A-Z][a-z]+-[A-Z]|[{}].*[;]|^[a-z]\w*\.\w*$"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A literal that players read."""

    message: str
    """as it stands in the catalogue: values of an f-string are names in braces."""
    node: ast.expr
    plural: str = ""
    """of a counted noun; its literal stays as it is."""
    values: tuple[tuple[str, ast.FormattedValue], ...] = ()
    """names of the values of an f-string."""


def covered(module: str) -> bool:
    """Whether a module's texts are translated."""
    return module in MODULES or (_within(module, PACKAGES) and not _within(module, EXCEPT))


def _within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def texts(tree: ast.Module, module: str) -> Iterator[Text]:
    """All texts of a module, in their order."""
    finder = _Finder(frozenset(_WORDS.get(module, "").split()))
    finder.visit(tree)
    yield from finder.found


def fields(message: str) -> list[str] | None:
    """What stands in braces, sorted; None where braces do not fit together."""
    try:
        parts = [part[1:] for part in Formatter().parse(message) if part[1] is not None]
        return sorted(
            f"{name}{f'!{how}' if how else ''}{f':{spec}' if spec else ''}" for name, spec, how in parts
        )
    except ValueError:
        return None


class _Finder(ast.NodeVisitor):
    """Walks over what may be text and passes over what code reads."""

    def __init__(self, words: frozenset[str]) -> None:
        self.found: list[Text] = []
        self._words = words
        self._said = False
        """whether the place says that a single word is text."""

    def _visit_as(self, node: ast.AST, said: bool) -> None:
        before, self._said = self._said, said
        self.visit(node)
        self._said = before

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Annotations are no text."""

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for inner in (*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.body):
            self.visit(inner)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # as ast calls it

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.slice, ast.Constant):
            self.visit(node.slice) if isinstance(node.value, ast.Dict) else None

    def visit_Compare(self, node: ast.Compare) -> None:
        """What is compared with is a name; values beside it may have texts in them."""
        for inner in (node.left, *node.comparators):
            if not isinstance(inner, ast.Constant | ast.Tuple | ast.Set | ast.List):
                self.visit(inner)

    def visit_MatchValue(self, node: ast.MatchValue) -> None:
        """A name."""

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_Raise(self, node: ast.Raise) -> None:
        if isinstance(node.exc, ast.Call) and _called(node.exc) not in (
            "NotImplementedError",
            "AssertionError",
        ):
            self.visit(node.exc)

    def visit_Assert(self, node: ast.Assert) -> None:
        """For us."""

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _NAME_ARGUMENTS:
            self._visit_as(node.value, node.arg == "description" or self._said)

    def visit_Call(self, node: ast.Call) -> None:
        called = _called(node)
        self.visit(node.func)
        if called == COUNTED:
            self._counted(node)
            return
        if called in ("_key", "_foot", "Binding"):
            place = 2 if called == "Binding" else 4
            for inner in node.args[place:]:
                self._visit_as(inner, True)
        elif called not in _NAME_CALLS:
            for inner in node.args[called == "get" :]:  # a name, then what stands for what is not there
                self.visit(inner)
        for keyword in node.keywords:
            self.visit(keyword)

    def _counted(self, node: ast.Call) -> None:
        for inner in node.args[:1]:
            self.visit(inner)
        nouns = [str(one.value) for one in node.args[1:] if isinstance(one, ast.Constant)]
        if nouns and len(nouns) == len(node.args) - 1:
            self.found.append(Text(nouns[0], node.args[1], nouns[1] if len(nouns) > 1 else f"{nouns[0]}s"))

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """A text with its style."""
        styled = len(node.elts) == 2 and _style(node.elts[1])
        for place, inner in enumerate(node.elts):
            if not (styled and place == 1):
                self._visit_as(inner, styled or self._said)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _is_text(node.value, self._said or node.value in self._words):
            self.found.append(Text(node.value, node))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        own = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if _HAS_WORD.search(own) and _is_text(own, False):
            values = tuple(_named(node))
            self.found.append(Text(_message(node, values), node, values=values))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self._visit_as(part.value, True)


def _called(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _style(node: ast.expr) -> bool:
    """Whether something is a style, or begins with one."""
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.FormattedValue):
        node = node.values[0].value
    return isinstance(node, ast.Name) and node.id in _STYLES


def _is_text(text: str, said: bool) -> bool:
    if not _HAS_WORD.search(text) or _CODE.search(text):
        return False
    return said or text.strip()[:1].isupper() or _PHRASE.search(text) is not None


def _named(node: ast.JoinedStr) -> Iterator[tuple[str, ast.FormattedValue]]:
    """A name for each value: its own last one, or a number where it has none or another has it."""
    used: set[str] = set()
    parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    for number, part in enumerate(parts, start=1):
        value = part.value
        name = (
            value.id
            if isinstance(value, ast.Name)
            else value.attr
            if isinstance(value, ast.Attribute)
            else ""
        )
        name = name.strip("_") if name.strip("_") not in used else ""
        used.add(name)
        yield name or str(number), part


def _message(node: ast.JoinedStr, values: tuple[tuple[str, ast.FormattedValue], ...]) -> str:
    names = iter(name for name, _ in values)
    return "".join(
        f"{{{next(names)}}}"
        if isinstance(part, ast.FormattedValue)
        else str(getattr(part, "value", "")).replace("{", "{{").replace("}", "}}")
        for part in node.values
    )
