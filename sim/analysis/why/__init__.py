"""Why a period brought another result than the one before: the change split exactly into named causes.

See docs/reference/why.md.
"""
