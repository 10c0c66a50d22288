"""The command line.

Modules that load leave no garbage. Looking for it every 700 objects, as Python does by default, and once more
when all ends takes a tenth of the time of a short command.
"""

from __future__ import annotations

import atexit
import gc

gc.set_threshold(100_000, 20, 20)
atexit.register(gc.freeze)
