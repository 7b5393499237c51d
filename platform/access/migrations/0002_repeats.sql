-- SPDX-License-Identifier: Apache-2.0
-- record: which requests were answered already, for a day; target 0 while one is under way
CREATE TABLE access_repeat(
  key BLOB NOT NULL PRIMARY KEY,
  request BLOB NOT NULL,
  target INTEGER NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX access_repeat_at ON access_repeat(at);
