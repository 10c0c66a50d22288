"""CRM opportunities through a sources file: agents paid monthly on two measures, managers on their teams."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import compplan as cp
from compplan.data.model import NumberColumn, TextColumn

HERE = Path(__file__).parent
PRODUCTS = {
    "gtx_revenue": "('GTX Basic', 'GTXPro', 'GTX Plus Basic', 'GTX Plus Pro')",
    "other_revenue": "('GTK 500', 'MG Advanced', 'MG Special')",
}

# Written anew from the files, in whole cents: a quota is 55 cents for each dollar of list price.
MACROS = """
    create macro half_up(n, d) as (2 * n + d) // (2 * d);
    create macro half_even(n, d) as
        half_up(n, d) - if((2 * n + d) % (2 * d) = 0 and half_up(n, d) % 2 = 1, 1, 0);
    create table deals as
    select sales_agent as agent, manager, month(close_date) as m, product, deal_stage = 'Won' as won,
           100 * close_value::hugeint as cents, 55 * sales_price::hugeint as quota
    from '{raw}/sales_pipeline.parquet' p join '{raw}/sales_teams.parquet' using (sales_agent),
         lateral (select sales_price from '{raw}/products.parquet' l
                  where l.product = p.product or (l.product = 'GTX Pro' and p.product = 'GTXPro'))
    where close_date is not null
"""
AGENTS = """
    with sums as (
        select agent, m,
               sum(cents) filter (won and product in {gtx_revenue}) as gtx,
               sum(quota) filter (product in {gtx_revenue}) as gtx_quota,
               sum(cents) filter (won and product in {other_revenue}) as other,
               sum(quota) filter (product in {other_revenue}) as other_quota
        from deals group by agent, m
    )
    select t.sales_agent, '2017-' || right('0' || n.m, 2),
           (coalesce(half_even(17500 * n.m * least(tenths * g, 25 * gtx_quota), 10 * gtx_quota), 0)
            + coalesce(half_even((300000 - 17500 * n.m) * line, other_quota), 0))::bigint
    from '{raw}/sales_teams.parquet' t cross join range(1, 13) n(m)
         left join sums s on s.agent = t.sales_agent and s.m = n.m,
         lateral (select coalesce(gtx, 0)::hugeint as g, coalesce(other, 0)::hugeint as o),
         lateral (select case when 100 * g < 50 * gtx_quota then 0 when 100 * g < 80 * gtx_quota then 5
                              when g < gtx_quota then 8 else 11 end as tenths,
                         if(o < other_quota, o, least(2 * o - other_quota, 2 * other_quota)) as line)
    order by 1, 2
"""
MANAGERS = """
    with months as (
        select manager, m, coalesce(sum(cents) filter (won), 0)::hugeint as a, sum(quota)::hugeint as q
        from deals group by manager, m
    ),
    rated as (
        select manager, m, q, case when a < q then greatest(0, 5 * a - 4 * q)
                                   else least(4 * a - 3 * q, 2 * q) end::hugeint as rate_x_q from months
    ),
    quarters as (
        select manager, (m + 2) // 3 as quarter,
               coalesce(max(rate_x_q) filter (m % 3 = 1), 0)::hugeint as r1,
               coalesce(max(q) filter (m % 3 = 1), 1)::hugeint as q1,
               coalesce(max(rate_x_q) filter (m % 3 = 2), 0)::hugeint as r2,
               coalesce(max(q) filter (m % 3 = 2), 1)::hugeint as q2,
               coalesce(max(rate_x_q) filter (m % 3 = 0), 0)::hugeint as r3,
               coalesce(max(q) filter (m % 3 = 0), 1)::hugeint as q3
        from rated group by all
    )
    select manager, '2017-' || right('0' || 3 * quarter, 2),
           half_up(500000 * (r1 * q2 * q3 + r2 * q1 * q3 + r3 * q1 * q2), q1 * q2 * q3)::bigint
    from quarters order by 1, 2
"""


@pytest.fixture(scope="module")
def raw(shared_folder: Path) -> Path:
    """Give the folder of the files as they lie."""
    folder = shared_folder / "data" / "crm_sales" / "raw"
    if not folder.is_dir():
        pytest.skip("the CRM files are not here")
    return folder


@pytest.fixture(scope="module")
def data(raw: Path) -> cp.Panel:
    """Load them through the sources file."""
    assert raw.is_dir()
    return cp.load_data(HERE / "crm.sources.yaml")


def _expected(query: str, raw: Path) -> list[tuple[str, str, int]]:
    with duckdb.connect() as connection:
        connection.execute(MACROS.format(raw=raw))
        found: list[tuple[str, str, int]] = connection.execute(query.format(raw=raw, **PRODUCTS)).fetchall()
    return found


def _paid(plan: str, data: cp.Panel) -> list[tuple[str, str, int]]:
    payments = cp.load_plan(HERE / f"crm-{plan}.yaml").run(data).payments
    columns = (payments[name].tolist() for name in ("participant_id", "month", "amount"))
    return list(zip(*columns, strict=True))


def test_agents_are_paid_as_sql_says(data: cp.Panel, raw: Path) -> None:
    """Every month of every agent on two measures of moving weight, half cents to even, to the cent."""
    expected = _expected(AGENTS, raw)
    assert _paid("agents", data) == expected
    assert len(expected) == 35 * 12
    assert len({who for who, _, amount in expected if amount}) == 30


def test_managers_are_paid_as_sql_says(data: cp.Panel, raw: Path) -> None:
    """Three months' earnings of a team are summed before they are rounded, to the cent."""
    expected = _expected(MANAGERS, raw)
    paid = [payment for payment in _paid("managers", data) if payment[:2] in {e[:2] for e in expected}]
    assert paid == expected
    assert len(expected) == 24
    assert sum(amount > 0 for _, _, amount in expected) > 12


def test_won_deals_alone_are_sales(data: cp.Panel, raw: Path) -> None:
    """Lost and open deals are no rows, and a row knows where it stands among them in the file."""
    sales = data.tables["sales"]
    amount, deal = sales.columns["amount"], sales.columns["transaction_id"]
    assert isinstance(amount, NumberColumn)
    assert isinstance(deal, TextColumn)
    rows = duckdb.execute(
        "select opportunity_id, row_number() over () from "
        f"(select * from '{raw}/sales_pipeline.parquet') qualify deal_stage = 'Won'"
    ).fetchall()
    found = [(deal.values[code], sales.origin.row(row)) for row, code in enumerate(deal.codes.tolist())]
    assert found == rows
    assert amount.scaled.sum() == 10_005_534 * 10_000
    assert str(sales.place(0, "amount")).endswith("sales_pipeline.parquet:1, column 'close_value'")
