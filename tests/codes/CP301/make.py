"""The table under a name that is almost right."""

from pathlib import Path

Path("data/participants.csv").rename("data/participant.csv")
