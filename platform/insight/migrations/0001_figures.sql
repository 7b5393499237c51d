-- SPDX-License-Identifier: Apache-2.0
-- value, lo and hi are in millionths of the measure's unit; hi is NULL where nothing bounds the
-- figure; status: 0 ok, 1 insufficient, 2 stale
-- record: what the figures of each day were, as figure.computed.v1 told them
CREATE TABLE figure(
  to_at INTEGER NOT NULL,
  metric TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  value INTEGER NOT NULL,
  lo INTEGER NOT NULL,
  hi INTEGER,
  is_at_least INTEGER NOT NULL,
  n INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY(to_at, metric)
) WITHOUT ROWID;
CREATE INDEX figure_metric ON figure(metric, to_at);

-- record: the days whose figures are there, by the moment at which they ended
CREATE TABLE figure_day(
  to_at INTEGER PRIMARY KEY,
  figures INTEGER NOT NULL
);

CREATE VIEW kith_figure AS
  SELECT metric, version, from_at, to_at, value, lo, hi, is_at_least, n, missing, status
  FROM figure;
