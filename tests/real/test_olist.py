"""Marketplace sellers through a sources file: sparse ratings, and windows that reach back."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import compplan as cp
from compplan.data.model import TextColumn

HERE = Path(__file__).parent

# Written anew from the files. A month is a number; {p} months make a period; a window that holds fewer than
# five answers reaches back month by month, at most five, and never before the seller's first month. A
# behaviour's attainment is n / d, its weight w seven or three tenths, or 0 if it does not count.
EXPECTED = """
    with first_months as (
        select seller_id as s, min(year(order_purchase_timestamp) * 12 + month(order_purchase_timestamp)) as f
        from '{raw}/order_items.parquet' join '{raw}/orders.parquet' using (order_id) group by s
    ),
    answers as (
        select distinct on (seller_id, order_id) seller_id as s, review_score >= 4 as good,
               year(review_answer_timestamp) * 12 + month(review_answer_timestamp) as m,
               review_comment_message is not null as wrote
        from '{raw}/order_reviews.parquet' join '{raw}/order_items.parquet' using (order_id)
        order by seller_id, order_id, review_answer_timestamp, review_id
    ),
    periods as (
        select s, f, e, greatest(f, e - {p} + 1) as b, least({p}, e - f + 1) as months
        from first_months cross join range(2017 * 12 + {p}, 2018 * 12 + 3, {p}) r(e) where f <= e
    ),
    windows as (
        select periods.s, e, behaviour, k, count(good) as n, count(*) filter (good) as g
        from periods cross join range(6) k(k) cross join (values ('all'), ('wrote')) v(behaviour)
             left join answers a on a.s = periods.s and a.m between greatest(f, b - k) and e
                                    and (wrote or behaviour = 'all')
        group by all
    ),
    chosen as (
        select s, e, behaviour, n, g from windows where n >= 5
        qualify row_number() over (partition by s, e, behaviour order by k) = 1
    ),
    cards as (
        select p.s, p.e, months, c.behaviour as c1, w.behaviour as c2,
               if(c1 is null, {few_n}, least(102 * c.n, 100 * c.g))::hugeint as n1,
               if(c1 is null, 1, 85 * c.n)::hugeint as d1,
               if(c2 is null, {few_n}, least(42 * w.n, 50 * w.g))::hugeint as n2,
               if(c2 is null, 1, 35 * w.n)::hugeint as d2,
               if(c1 is null, {few_w}, 7)::hugeint as w1, if(c2 is null, {few_w} * 3 // 7, 3)::hugeint as w2
        from periods p left join chosen c on c.s = p.s and c.e = p.e and c.behaviour = 'all'
                       left join chosen w on w.s = p.s and w.e = p.e and w.behaviour = 'wrote'
    ),
    attained as (
        select s, e, months, c1, c2, if(w1 + w2 = 0, 1, w1 * n1 * d2 + w2 * n2 * d1)::hugeint as a,
               if(w1 + w2 = 0, 1, (w1 + w2) * d1 * d2)::hugeint as d
        from cards
    )
    select s, ((e - 1) // 12) || '-' || right('0' || ((e - 1) % 12 + 1), 2) as month,
           ((2 * 5000 * months * rate_x_2d + 2 * d) // (4 * d))::bigint as paid,
           c1 is not null, c2 is not null
    from attained, lateral (select case when 5 * a <= 3 * d then 0 when a < d then 5 * a - 3 * d
                                        else least(4 * a - 2 * d, 2.8 * d) end::hugeint as rate_x_2d)
    order by 1, 2
"""
FEW = {"exclude": (0, 0), "neutral": (1, 7), "zero": (0, 7)}
"""What a behaviour with too few answers counts as: attainment and weight."""


@pytest.fixture(scope="module")
def raw(shared_folder: Path) -> Path:
    """Give the folder of the files as they lie."""
    folder = shared_folder / "data" / "olist_sample" / "raw"
    if not folder.is_dir():
        pytest.skip("the Olist files are not here")
    return folder


@pytest.fixture(scope="module")
def data(raw: Path) -> cp.Panel:
    """Load them through the sources file."""
    assert raw.is_dir()
    return cp.load_data(HERE / "olist.sources.yaml")


@pytest.mark.parametrize("then", sorted(FEW))
@pytest.mark.parametrize(("period", "months"), [("month", 1), ("quarter", 3)])
def test_sellers_are_paid_as_sql_says(period: str, months: int, then: str, data: cp.Panel, raw: Path) -> None:
    """Every payment on pooled, sparse ratings is that of SQL, to the cent."""
    text = (HERE / "olist.yaml").read_text(encoding="utf-8")
    text = text.replace("_period: month", f"_period: {period}").replace("then: exclude", f"then: {then}")
    payments = cp.parse_plan(text).run(data, through="2018-02" if months == 1 else "2017-12").payments
    columns = (payments[name].tolist() for name in ("participant_id", "month", "amount"))
    n, weight = FEW[then]
    rows = duckdb.execute(EXPECTED.format(raw=raw, p=months, few_n=n, few_w=weight)).fetchall()
    assert list(zip(*columns, strict=True)) == [row[:3] for row in rows]
    assert len(rows) > 3_000
    assert sum(row[3] for row in rows) > 20
    assert sum(row[3] and not row[4] for row in rows) > 20


def test_comments_survive(data: cp.Panel, raw: Path) -> None:
    """Comments in Portuguese are the same, letter for letter and line by line."""
    comment = data.tables["ratings"].columns["comment"]
    assert isinstance(comment, TextColumn)
    written = duckdb.execute(
        "select distinct review_comment_message from (select * from "
        f"'{raw}/order_reviews.parquet' qualify row_number() over (partition by order_id"
        " order by review_answer_timestamp, review_id) = 1) where review_comment_message <> ''"
        f" and order_id in (select order_id from '{raw}/order_items.parquet')"
    ).fetchall()
    assert sorted(comment.values) == sorted(text for (text,) in written)
    assert {"ã", "ç", "\n"} <= set("".join(comment.values))
