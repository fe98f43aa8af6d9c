"""CRM exports: a firm's export becomes a scenario (`calibrate`), and a game becomes an export (`export`).

intake (from files to deals, with every row accounted for) > estimate (figures with intervals) > fit (a scenario that
reproduces them) > report (Markdown and HTML). docs/crm.md describes the methods.
"""
