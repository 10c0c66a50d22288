"""One of two workers has another version of compplan."""

from compplan.cluster.connect import check_versions

MINE = {"compplan": "0.1.0", "numpy": "2.4.6"}
check_versions(MINE, {"tcp://10.0.0.6:40331": {**MINE, "compplan": "0.0.9"}, "tcp://10.0.0.7:40331": MINE})
