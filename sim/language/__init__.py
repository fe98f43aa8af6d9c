"""Other languages: what of the code is text that players read, its translations, and how they get in."""
