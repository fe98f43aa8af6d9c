"""Why a period brought another result than the one before: the change split exactly into named causes (docs/why.md)."""
