"""One of three workers has another version of compplan, one lacks the compiled kernel's library."""

from compplan.cluster.connect import check_versions

MINE = {"compplan": "0.1.0", "numpy": "2.4.6", "numba": "0.68.1"}
check_versions(
    MINE,
    {
        "tcp://10.0.0.6:40331": {**MINE, "compplan": "0.0.9"},
        "tcp://10.0.0.7:40331": MINE,
        "tcp://10.0.0.8:40331": {**MINE, "numba": "none"},
    },
)
