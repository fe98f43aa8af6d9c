"""Puts translations in: where there is a catalogue, modules whose texts are covered are loaded with other literals.

Nothing else changes: the code has no marks, foreign text is never looked up, and without a catalogue nothing is done.
"""

from __future__ import annotations

import ast
import gettext
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from string import Formatter
from types import CodeType, ModuleType

from sim.language.catalogue import catalogue
from sim.language.texts import Text, covered, fields, texts


def install() -> None:
    """From now on load covered modules in the player's language. Call it before any of them is imported."""
    found = catalogue()
    if isinstance(found, gettext.GNUTranslations):
        sys.meta_path.insert(0, _Finder(found))


class _Finder(MetaPathFinder):
    """Finds covered modules where they lie anyway."""

    def __init__(self, found: gettext.NullTranslations) -> None:
        self._found = found

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The same specification, with a loader that translates."""
        spec = PathFinder.find_spec(fullname, path, target) if covered(fullname) else None
        if spec is None or spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
            return None
        spec.loader = _Loader(fullname, spec.origin, self._found)
        return spec


class _Loader(SourceFileLoader):
    """Loads a module with its texts translated. The cache of compiled modules has nothing to do with it."""

    def __init__(self, fullname: str, path: str, found: gettext.NullTranslations) -> None:
        super().__init__(fullname, path)
        self._found = found

    def get_code(self, fullname: str) -> CodeType:
        """The translated module, compiled."""
        tree = ast.parse(self.get_data(self.path), self.path)
        translate(tree, fullname, self._found)
        code: CodeType = compile(tree, self.path, "exec", dont_inherit=True)
        return code


def translate(tree: ast.Module, module: str, found: gettext.NullTranslations) -> None:
    """Put translations in the place of a module's texts. One whose values are not those of the text is passed over."""
    for text in list(texts(tree, module)):
        said = text.message if text.plural else found.gettext(text.message)
        if said != text.message and fields(said) == fields(text.message):
            _put(text, said)
    ast.fix_missing_locations(tree)


def _put(text: Text, said: str) -> None:
    if isinstance(text.node, ast.JoinedStr):
        values = dict(text.values)
        text.node.values = [
            part
            for literal, name, _, _ in Formatter().parse(said)
            for part in (ast.Constant(literal), *([values[name]] if name is not None else []))
        ]
    elif isinstance(text.node, ast.Constant):
        text.node.value = said
