"""Truth values for amounts."""

import compplan as cp

PARTICIPANTS = {
    "participant_id": ["P1"],
    "role": ["account_executive"],
    "target_incentive": ["24000"],
    "start_date": ["2027-01-01"],
}
SALES = {"participant_id": ["P1"], "date": ["2027-01-15"], "amount": [True]}
cp.load_data({"participants": PARTICIPANTS, "sales": SALES})
