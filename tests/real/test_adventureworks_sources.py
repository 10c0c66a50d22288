"""AdventureWorks through a sources file: territories that change hands, and managers paid on their teams."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

import compplan as cp
from compplan.data.model import NEVER, TextColumn

HERE = Path(__file__).parent

# Written anew from the files: who leads whom is said here person by person, and every rate is a whole number
# of thirds or twentieths of the quota, so that nothing is rounded but the cents.
CENTS = """
    create temp table cents as
    select d.BusinessEntityID as id, l.OrderDate as day, cast(round(l.Sales * 100) as hugeint) as cents,
           case when id in (274, 287) then null
                when id = 290 or (id = 282 and day >= date '2018-07-01') then 287 else 274 end as boss
    from '{raw}/reseller_sales_lines.parquet' l join '{raw}/salesperson_dim.parquet' d using (EmployeeKey);
    create temp table quotas as
    select BusinessEntityID as id, first_sales_month as begins, cast(SalesQuota * 100 as hugeint) as cents,
           case when id in (274, 287) then null
                when id = 290 or (id = 282 and begins >= date '2018-07-01') then 287 else 274 end as boss
    from '{raw}/sales_person_quota_history.parquet' join '{derived}/calendar_map.parquet'
         on QuotaDate = quota_date_oltp
"""
REPRESENTATIVES = """
    with bases as (
        select q.id, begins, q.cents as q, cast(p.Bonus * 100 as hugeint) * months as base_x_3,
               coalesce((select sum(c.cents) from cents c where c.id = q.id and day >= begins
                         and day >= first_day and day < begins + interval 3 month), 0)::hugeint as a
        from quotas q join '{raw}/sales_person.parquet' p on p.BusinessEntityID = q.id,
             lateral (select case when q.id = 284 then date '2018-11-01' else date '2017-07-01' end
                             as first_day),
             lateral (select case when begins < first_day then 2 else 3 end as months)
        where boss is not null
    )
    select id::varchar, strftime(begins + interval 2 month, '%Y-%m'),
           ((2 * base_x_3 * rate_x_20q + 60 * q) // (120 * q))::bigint
    from bases, lateral (
        select case when 100 * a < 75 * q then 0
                    else least(40 * q, 20 * least(a, q) + 30 * greatest(0, least(a, 1.2 * q) - q)
                                       + 40 * greatest(0, a - 1.2 * q))::hugeint end as rate_x_20q)
    order by 1, 2
"""
MANAGERS = """
    with sold as (
        select m as id, begins, sum(c.cents) filter (boss = m)::hugeint as team, sum(c.cents)::hugeint as area
        from cents c join (select distinct begins from quotas)
                     on day >= begins and day < begins + interval 3 month
             join (values (274), (287)) v(m) on c.boss = m or c.id = m
        group by m, begins
    ),
    asked as (
        select m as id, begins, sum(cents) filter (boss = m)::hugeint as team_q, sum(cents)::hugeint as area_q
        from quotas join (values (274), (287)) v(m) on boss = m or id = m group by m, begins
    )
    select id::varchar, strftime(begins + interval 2 month, '%Y-%m'),
           ((2 * team_base * team_rate_x_3q + 3 * team_q) // (6 * team_q) + area_paid)::bigint
    from sold join asked using (id, begins),
         lateral (select case when begins < date '2018-07-01' then 420000 else 360000 end as team_base,
                         case when begins < date '2018-07-01' then 180000 else 240000 end as area_base),
         lateral (select greatest(0, 10 * team - 7 * team_q)::hugeint as below,
                         least(12 * team - 9 * team_q, 5.4 * team_q)::hugeint as above),
         lateral (select case when team < team_q then below else above end as team_rate_x_3q,
                         case when 100 * area < 80 * area_q then 0
                              when 100 * area < 90 * area_q then area_base // 2 else area_base end
                         as area_paid)
    where id = 274 or begins >= date '2018-07-01'
    order by 1, 2
"""


@pytest.fixture(scope="module")
def data(shared_folder: Path) -> cp.Panel:
    """Load the files as they lie."""
    if not (shared_folder / "data" / "adventureworks").is_dir():
        pytest.skip("the AdventureWorks files are not here")
    return cp.load_data(HERE / "adventureworks.sources.yaml")


def _expected(query: str, shared: Path) -> list[tuple[str, str, int]]:
    folder = shared / "data" / "adventureworks"
    names = {"raw": folder / "raw", "derived": folder / "derived"}
    with duckdb.connect() as connection:
        connection.execute(CENTS.format(**names))
        found: list[tuple[str, str, int]] = connection.execute(query.format(**names)).fetchall()
    return found


def _paid(plan: str, data: cp.Panel) -> list[tuple[str, str, int]]:
    payments = cp.load_plan(HERE / f"adventureworks-{plan}.yaml").run(data).payments
    columns = (payments[name].tolist() for name in ("participant_id", "month", "amount"))
    return list(zip(*columns, strict=True))


def test_representatives_are_paid_as_sql_says(data: cp.Panel, shared_folder: Path) -> None:
    """Every quarter of every representative, to the cent; one joins in the middle of a quarter."""
    expected = _expected(REPRESENTATIVES, shared_folder)
    assert _paid("representatives", data) == expected
    assert len(expected) == 83
    assert sum(amount > 0 for _, _, amount in expected) > 50


def test_managers_are_paid_on_their_teams_as_sql_says(data: cp.Panel, shared_folder: Path) -> None:
    """Sales roll up to who led the seller on the day, with and without the manager's own, to the cent."""
    expected = _expected(MANAGERS, shared_folder)
    assert _paid("managers", data) == expected
    assert {who for who, _, _ in expected} == {"274", "287"}
    assert len({amount for _, _, amount in expected}) > 8


def test_who_changes_territory_has_a_segment_for_each(data: cp.Panel) -> None:
    """Two swap their territories in 2019, one moves to another manager, and no day is without a segment."""
    segments = data.segments
    region, name = segments.columns["region"], data.participants
    assert isinstance(region, TextColumn)
    rows = [
        (name[who], str(np.datetime64(start, "D")), region.values[code], name[boss] if boss >= 0 else None)
        for who, start, code, boss in zip(
            *(
                part.tolist()
                for part in (segments.participant, segments.start, region.codes, segments.manager)
            ),
            strict=True,
        )
    ]
    assert [row for row in rows if row[0] in ("275", "277", "282")] == [
        ("275", "2017-07-01", "Northeast", "274"),
        ("275", "2019-01-01", "Central", "274"),
        ("277", "2017-07-01", "Central", "274"),
        ("277", "2019-01-01", "Northeast", "274"),
        ("282", "2017-07-01", "Canada", "274"),
        ("282", "2018-07-01", "United Kingdom", "287"),
    ]
    last = np.append(segments.participant[1:] != segments.participant[:-1], True)
    assert (segments.end[last] == NEVER).all()
    assert (segments.end[:-1][~last[:-1]] == segments.start[1:][~last[:-1]]).all()
