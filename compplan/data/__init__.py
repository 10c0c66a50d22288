"""Tables of a company, from a folder, files, frames or arrays, become one checked panel."""

from compplan.data.load import load_data
from compplan.data.model import Panel

__all__ = ["Panel", "load_data"]
