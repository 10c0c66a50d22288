"""The tables of a ledger, the same in both databases, and what keeps their rows from being changed."""

from __future__ import annotations

from collections.abc import Mapping

VERSION = 2
"""Version of the tables."""
MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: ("DROP INDEX lines_by_month", "CREATE INDEX lines_by_plan ON lines (plan, month)"),
}
"""What makes the next version of tables of a version."""
TABLES = ("ledger", "entries", "lines", "texts")
_TABLES = """
CREATE TABLE ledger (version {integer} NOT NULL){strict};
CREATE TABLE entries (
  number {integer} PRIMARY KEY,
  kind text NOT NULL,
  month text,
  refers {integer},
  person {integer} NOT NULL,
  made text NOT NULL,
  facts text NOT NULL,
  currency text,
  lines {integer} NOT NULL,
  paid {integer} NOT NULL,
  previous text NOT NULL,
  digest text NOT NULL
){strict};
CREATE TABLE lines (
  entry {integer} NOT NULL,
  number {integer} NOT NULL,
  person {integer} NOT NULL,
  plan text NOT NULL,
  component text NOT NULL,
  month text NOT NULL,
  earned {integer} NOT NULL,
  paid {integer} NOT NULL,
  held {integer} NOT NULL,
  draw {integer} NOT NULL,
  overpaid {integer} NOT NULL,
  PRIMARY KEY (entry, number)
){clustered};
CREATE INDEX lines_by_plan ON lines (plan, month);
CREATE INDEX lines_by_person ON lines (person);
CREATE TABLE texts (
  number {integer} PRIMARY KEY,
  entry {integer} NOT NULL,
  kind text NOT NULL,
  subject {integer},
  salt text,
  text text,
  digest text NOT NULL
){strict};
"""
_SQLITE_GUARDS = """
CREATE TRIGGER entries_follow BEFORE INSERT ON entries BEGIN
  SELECT raise(ABORT, 'entries follow one another')
  WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries)
     OR NEW.previous IS NOT coalesce((SELECT digest FROM entries WHERE number = NEW.number - 1), '');
  SELECT raise(ABORT, 'an entry counts and sums its lines')
  WHERE NEW.lines IS NOT (SELECT count(*) FROM lines WHERE entry = NEW.number)
     OR NEW.paid IS NOT (SELECT coalesce(sum(paid), 0) FROM lines WHERE entry = NEW.number);
END;
CREATE TRIGGER lines_follow BEFORE INSERT ON lines BEGIN
  SELECT raise(ABORT, 'lines come before their entry')
  WHERE NEW.entry IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries);
END;
CREATE TRIGGER texts_follow BEFORE INSERT ON texts BEGIN
  SELECT raise(ABORT, 'texts follow one another and come before their entry')
  WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM texts)
     OR NEW.entry IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries);
END;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'entries stay'); END;
CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries stay'); END;
CREATE TRIGGER lines_stay BEFORE UPDATE ON lines BEGIN SELECT raise(ABORT, 'lines stay'); END;
CREATE TRIGGER lines_kept BEFORE DELETE ON lines BEGIN SELECT raise(ABORT, 'lines stay'); END;
CREATE TRIGGER texts_kept BEFORE DELETE ON texts BEGIN SELECT raise(ABORT, 'texts stay'); END;
CREATE TRIGGER texts_erased BEFORE UPDATE ON texts
WHEN NEW.salt IS NOT NULL OR NEW.text IS NOT NULL OR NEW.number IS NOT OLD.number
  OR NEW.entry IS NOT OLD.entry OR NEW.kind IS NOT OLD.kind
  OR NEW.subject IS NOT OLD.subject OR NEW.digest IS NOT OLD.digest
BEGIN SELECT raise(ABORT, 'texts are erased or stay'); END;
"""
_POSTGRES_GUARDS = """
CREATE FUNCTION entries_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM entries)
    OR NEW.previous IS DISTINCT FROM coalesce((SELECT digest FROM entries WHERE number = NEW.number - 1), '')
  THEN RAISE 'entries follow one another'; END IF;
  IF NEW.lines IS DISTINCT FROM (SELECT count(*) FROM lines WHERE entry = NEW.number)
    OR NEW.paid IS DISTINCT FROM (SELECT coalesce(sum(paid), 0) FROM lines WHERE entry = NEW.number)
  THEN RAISE 'an entry counts and sums its lines'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION lines_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM added WHERE entry <> (SELECT coalesce(max(number), 0) + 1 FROM entries))
  THEN RAISE 'lines come before their entry'; END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION texts_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM texts)
    OR NEW.entry IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM entries)
  THEN RAISE 'texts follow one another and come before their entry'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE '% stay', TG_TABLE_NAME; END $$;
CREATE TRIGGER entries_follow BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entries_follow();
CREATE TRIGGER lines_follow AFTER INSERT ON lines REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION lines_follow();
CREATE TRIGGER texts_follow BEFORE INSERT ON texts FOR EACH ROW EXECUTE FUNCTION texts_follow();
CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entries EXECUTE FUNCTION stays();
CREATE TRIGGER lines_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON lines EXECUTE FUNCTION stays();
CREATE TRIGGER texts_kept BEFORE DELETE OR TRUNCATE ON texts EXECUTE FUNCTION stays();
CREATE TRIGGER texts_erased BEFORE UPDATE ON texts FOR EACH ROW
  WHEN (NEW.salt IS NOT NULL OR NEW.text IS NOT NULL OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.entry IS DISTINCT FROM OLD.entry OR NEW.kind IS DISTINCT FROM OLD.kind
    OR NEW.subject IS DISTINCT FROM OLD.subject OR NEW.digest IS DISTINCT FROM OLD.digest)
  EXECUTE FUNCTION stays();
"""
SQLITE = (
    _TABLES.format(integer="integer", strict=" STRICT", clustered=" STRICT, WITHOUT ROWID") + _SQLITE_GUARDS
)
POSTGRES = _TABLES.format(integer="bigint", strict="", clustered="") + _POSTGRES_GUARDS
