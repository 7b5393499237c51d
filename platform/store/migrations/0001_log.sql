-- SPDX-License-Identifier: Apache-2.0
-- record: the names behind the type numbers of the log
CREATE TABLE log_event_type(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- record: the truth; every change of shared state, append-only, each linked to the one before
CREATE TABLE log_event(
  sequence INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  noun INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  caused_by INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  link INTEGER NOT NULL
);

-- record: the whole hash of the newest event, so that a cut tail is noticed
CREATE TABLE log_head(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
);

-- record: durable due times; a row goes when its firing has become an event
CREATE TABLE timer(
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  PRIMARY KEY(owner, key)
) WITHOUT ROWID;
CREATE INDEX timer_due ON timer(due_at);

-- record: long work in chunks, with its progress, so that it stops and resumes
CREATE TABLE job(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  input TEXT NOT NULL,
  cursor TEXT NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  state TEXT NOT NULL,
  error_file TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_by INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
