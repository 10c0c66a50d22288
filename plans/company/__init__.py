"""The making of Quillmere, the invented company whose data stands in ``plans/data``."""
