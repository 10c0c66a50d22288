"""The AdventureWorks sales people, paid quarterly against their real quotas, checked against SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import compplan as cp

HERE = Path(__file__).parent

# Three calendars meet in `calendar_map`: quota dates are years off the sales they belong to.
QUOTAS = """
    select q.BusinessEntityID as id, m.quarter_index as quarter, m.first_sales_month as first_month,
           cast(q.SalesQuota * 100 as hugeint) as quota_cents
    from '{raw}/sales_person_quota_history.parquet' q
    join '{derived}/calendar_map.parquet' m on q.QuotaDate = m.quota_date_oltp
"""
SALES = """
    select d.BusinessEntityID as id, l.OrderDate as day, l.SalesOrderNumber as order_id,
           cast(round(l.Sales * 100) as hugeint) as cents
    from '{raw}/reseller_sales_lines.parquet' l join '{raw}/salesperson_dim.parquet' d using (EmployeeKey)
"""
# Quarterly base = the real Bonus. Rate x quota x 20 stays whole, so SQL can round exact halves up.
EXPECTED = """
    with quotas as ({quotas}), sales as ({sales}),
    attained as (
        select id, quarter, first_month, quota_cents as q, cast(p.Bonus * 100 as hugeint) as base,
               coalesce((select sum(cents) from sales s where s.id = quotas.id
                         and day >= first_month and day < first_month + interval 3 month), 0)::hugeint as a
        from quotas join '{raw}/sales_person.parquet' p on p.BusinessEntityID = quotas.id
    ),
    rated as (
        select *, case when 100 * a < 75 * q then 0
                       else least(40 * q, 20 * least(a, q) + 30 * greatest(0, least(a, 1.2 * q) - q)
                                          + 40 * greatest(0, a - 1.2 * q))::hugeint end as rate_x_20q
        from attained
    )
    select cast(id as varchar) as id, strftime(first_month + interval 2 month, '%Y-%m') as month,
           cast((2 * base * rate_x_20q + 20 * q) // (40 * q) as bigint) as paid
    from rated order by 1, 2
"""


@pytest.fixture(scope="module")
def names(shared_folder: Path) -> dict[str, str]:
    """Give the folders of the files as they lie."""
    folder = shared_folder / "data" / "adventureworks"
    if not folder.is_dir():
        pytest.skip("the AdventureWorks files are not here")
    return {"raw": str(folder / "raw"), "derived": str(folder / "derived")}


def tables(names: dict[str, str]) -> dict[str, object]:
    """Bring the files into the shape of compplan's tables."""
    quotas, sales = QUOTAS.format(**names), SALES.format(**names)
    sql = {
        "participants": f"""
            select cast(id as varchar) as participant_id, 'sales_person' as role,
                   any_value(4 * p.Bonus) as target_incentive, min(first_month)::date as start_date,
                   (max(first_month) + interval 3 month)::date as end_date
            from ({quotas}) q join '{names["raw"]}/sales_person.parquet' p on p.BusinessEntityID = id
            group by id
        """,
        "quotas": f"""
            select cast(id as varchar) as participant_id, quota_cents / 100 as quota,
                   strftime(first_month, '%Y') || '-Q' || quarter(first_month) as period from ({quotas})
        """,
        "sales": f"""
            select cast(id as varchar) as participant_id, day as date,
                   cast(cents / 100.0 as decimal(18, 2)) as amount
            from ({sales}) s where exists (select 1 from ({quotas}) q where q.id = s.id
                and day >= first_month and day < first_month + interval 3 month)
        """,
    }
    return {name: query_of(query).to_arrow_table() for name, query in sql.items()}


def query_of(sql: str) -> duckdb.DuckDBPyRelation:
    """Make a query that gives rows."""
    relation = duckdb.sql(sql)
    assert relation is not None
    return relation


def test_quarterly_payments_equal_sql(names: dict[str, str]) -> None:
    """Every quarter's payment of every sales person is what SQL on the same files gives, to the cent."""
    result = cp.load_plan(HERE / "adventureworks.yaml").run(tables(names))
    quotas, sales = QUOTAS.format(**names), SALES.format(**names)
    expected = query_of(EXPECTED.format(quotas=quotas, sales=sales, **names)).fetchall()
    payments = result.payments
    found = list(
        zip(
            payments["participant_id"].tolist(),
            payments["month"].tolist(),
            payments["amount"].tolist(),
            strict=True,
        )
    )
    assert found == expected
    assert len(found) == 95
    assert sum(amount > 0 for _, _, amount in found) > 50


def test_attainment_equals_the_published_panel(names: dict[str, str]) -> None:
    """Attainment per person and quarter is that of the derived table (four decimals), made elsewhere."""
    result = cp.load_plan(HERE / "adventureworks.yaml").run(tables(names))
    rows = query_of(
        f"select attainment from '{names['derived']}/rep_quarter.parquet' "
        "order by cast(BusinessEntityID as varchar), quarter_index"
    ).fetchall()
    assert result.lines["attainment"].tolist() == pytest.approx([row[0] for row in rows], abs=5.0001e-5)
