-- SPDX-License-Identifier: Apache-2.0
-- record: help, introductions and meetings, as colleagues noted them
CREATE TABLE sales_touch(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  member INTEGER NOT NULL,
  message INTEGER NOT NULL,
  note TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
CREATE INDEX sales_touch_person ON sales_touch(person, happened_at);
CREATE INDEX sales_touch_message ON sales_touch(message) WHERE message > 0;

-- record: who does not want to be approached, and why
CREATE TABLE sales_opt_out(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
