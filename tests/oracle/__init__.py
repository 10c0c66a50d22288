"""An independent reference: plain, slow, exact arithmetic written from ``docs/semantics.md`` alone.

Nothing here imports compplan, so that an agreement of the two is evidence for both.
"""
