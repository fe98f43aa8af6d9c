"""From the files of an export to deals: encodings, separators, columns, dates, money, outcomes. Nothing is guessed
silently, and every row is accounted for.
"""
