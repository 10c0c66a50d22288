"""A misspelt table."""

import compplan as cp

PARTICIPANTS = {
    "participant_id": ["P1"],
    "role": ["account_executive"],
    "target_incentive": ["24000"],
    "start_date": ["2027-01-01"],
}
cp.load_data({"participants": PARTICIPANTS, "sale": {"participant_id": [], "date": [], "amount": []}})
