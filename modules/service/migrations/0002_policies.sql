-- SPDX-License-Identifier: Apache-2.0
-- record: what the company has set out to keep to; priority is NULL in the one for all others
CREATE TABLE service_policy(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  priority INTEGER UNIQUE,
  first_reply_minutes INTEGER NOT NULL,
  next_reply_minutes INTEGER NOT NULL,
  resolution_minutes INTEGER NOT NULL,
  business_hours INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- record: when the company works; at most one row, its parts in the tables below
CREATE TABLE service_calendar(
  id INTEGER PRIMARY KEY,
  zone TEXT NOT NULL,
  revision INTEGER NOT NULL
);

-- record: open hours, weekday 0 is Monday, in minutes of the local day
CREATE TABLE service_calendar_hours(
  weekday INTEGER NOT NULL,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  PRIMARY KEY(weekday, opens)
);

-- record: local days without work, counted from 1970-01-01
CREATE TABLE service_calendar_holiday(
  day INTEGER PRIMARY KEY
);

-- record: the zone as data: from changed_at on, local time is UTC plus so many minutes
CREATE TABLE service_calendar_offset(
  changed_at INTEGER PRIMARY KEY,
  minutes INTEGER NOT NULL
);
