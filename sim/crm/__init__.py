"""A firm's own CRM: an export becomes a scenario (`calibrate`), a game becomes an export (`export`).

intake (files to deals, every row accounted for) > estimate (figures with intervals) > fit (a scenario that gives them
back) > report (Markdown and HTML). docs/crm.md tells how and why.
"""
