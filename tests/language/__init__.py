"""Translations: which literals are texts, the catalogue, and modules in another language."""
