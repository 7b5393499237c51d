-- SPDX-License-Identifier: Apache-2.0
-- alarm_at is a severity in 1/100
-- record: what the company follows
CREATE TABLE logistics_watch(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  product TEXT NOT NULL,
  region TEXT NOT NULL,
  alarm_at INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- kind 0 tells of the topic, 1 of the product, 2 of the region
-- record: the words and phrases of a watch
CREATE TABLE logistics_watch_term(
  watch INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  place INTEGER NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY(watch, kind, place)
);

-- hours are 24 numbers, packed
-- projection: what is usual for a watch, and the bin of ten minutes that is counted now
CREATE TABLE logistics_pulse(
  watch INTEGER PRIMARY KEY,
  bins INTEGER NOT NULL,
  mean INTEGER NOT NULL,
  variance INTEGER NOT NULL,
  hours BLOB NOT NULL,
  open_bin INTEGER NOT NULL,
  people INTEGER NOT NULL,
  episode INTEGER NOT NULL,
  alarmed_by INTEGER NOT NULL,
  effect INTEGER NOT NULL
);

-- projection: the messages that a watch is about
CREATE TABLE logistics_noted(
  watch INTEGER NOT NULL,
  message INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  is_withdrawn INTEGER NOT NULL,
  PRIMARY KEY(watch, message)
);
CREATE INDEX logistics_noted_message ON logistics_noted(message);
CREATE INDEX logistics_noted_at ON logistics_noted(watch, at, message);
CREATE INDEX logistics_noted_person ON logistics_noted(person);

-- projection: who spoke of a watch on a day, and the hour and bin that they were counted in
CREATE TABLE logistics_voice(
  watch INTEGER NOT NULL,
  day INTEGER NOT NULL,
  person INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  bin INTEGER NOT NULL,
  PRIMARY KEY(watch, day, person)
);

-- projection: how many spoke of a watch in an hour, each person once a day
CREATE TABLE logistics_hour(
  watch INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  people INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY(watch, hour)
);

-- severities are in 1/100, expected in 1/1000
-- projection: alarms that belong together, and what became of them
CREATE TABLE logistics_episode(
  id INTEGER PRIMARY KEY,
  watch INTEGER NOT NULL,
  state INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by INTEGER NOT NULL,
  alarmed_at INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  settled_severity INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  expected INTEGER NOT NULL,
  people INTEGER NOT NULL,
  alarms INTEGER NOT NULL,
  reopened INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  acknowledged_at INTEGER NOT NULL,
  owned_at INTEGER NOT NULL,
  mitigating_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  reviewed_at INTEGER NOT NULL,
  shelved_until INTEGER NOT NULL,
  cause TEXT NOT NULL,
  shelved_for TEXT NOT NULL,
  verdict INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
CREATE INDEX logistics_episode_state ON logistics_episode(state);
CREATE INDEX logistics_episode_watch ON logistics_episode(watch, opened_at);
CREATE INDEX logistics_episode_opened ON logistics_episode(opened_at);
