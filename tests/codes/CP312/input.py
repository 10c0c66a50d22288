"""A list where a table is expected."""

import compplan as cp

PARTICIPANTS = {
    "participant_id": ["P1"],
    "role": ["account_executive"],
    "target_incentive": ["24000"],
    "start_date": ["2027-01-01"],
}
cp.load_data({"participants": PARTICIPANTS, "sales": [1, 2, 3]})
