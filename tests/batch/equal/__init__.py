"""Whether the batch engine is equal in law to the event engine: designs of samples, figures, scores, and the verdict.

Both engines play the same designs, each with luck of its own. What can be measured in both is compared, all at once,
with one chance of a false alarm for everything (`verdict`). `planted` shows what such a comparison finds.
"""
