"""Why a period had another result than the one before: the change is split exactly into named causes.

See docs/reference/why.md.
"""
