-- SPDX-License-Identifier: Apache-2.0
-- record: how far each consumer has come in the log
CREATE TABLE bus_cursor(
  consumer TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL
);

-- record: events that a consumer could not handle yet, and those that wait behind them
CREATE TABLE bus_hold(
  consumer TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  noun INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY(consumer, sequence)
);

-- record: which repeated requests were answered already, for a day
CREATE TABLE idempotency(
  key BLOB PRIMARY KEY,
  request BLOB NOT NULL,
  created TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency(at);
