-- SPDX-License-Identifier: Apache-2.0
-- found_ is what its words say, said_ what a colleague says, where corrections is not 0; kind,
-- experience and independence are what holds. kind: 0 none, 1 recommends, 2 warns_off, 3 praises,
-- 4 complains, 5 unknown. experience: 0 none, 1 bare, 2 detail, 3 verified. independence: 0 earned,
-- 1 rewarded, 2 staff. alike is a near copy by which it was known for one. Merges change no row.
-- projection: the messages that speak of us
CREATE TABLE marketing_mention(
  message INTEGER PRIMARY KEY,
  thread INTEGER NOT NULL,
  person INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  found_kind INTEGER NOT NULL,
  found_experience INTEGER NOT NULL,
  found_independence INTEGER NOT NULL,
  said_kind INTEGER NOT NULL,
  said_experience INTEGER NOT NULL,
  said_independence INTEGER NOT NULL,
  corrections INTEGER NOT NULL,
  answers_us INTEGER NOT NULL,
  is_prompted INTEGER NOT NULL,
  alike INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  experience INTEGER NOT NULL,
  independence INTEGER NOT NULL
);
CREATE INDEX marketing_mention_at ON marketing_mention(at, message);
CREATE INDEX marketing_mention_person ON marketing_mention(person, at);
CREATE INDEX marketing_mention_thread ON marketing_mention(thread);

-- A hash of a text may be in no event. noted_at is when it was recorded: 48 hours later it goes.
-- record: what mentions are about, to know near copies by
CREATE TABLE marketing_sketch(
  message INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  noted_at INTEGER NOT NULL,
  sketch BLOB NOT NULL
);
CREATE INDEX marketing_sketch_at ON marketing_sketch(at, message);
CREATE INDEX marketing_sketch_person ON marketing_sketch(person);
CREATE INDEX marketing_sketch_noted ON marketing_sketch(noted_at);

-- record: what colleagues say of a message, the newest word of each
CREATE TABLE marketing_correction(
  message INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  experience INTEGER NOT NULL,
  independence INTEGER NOT NULL,
  said_by INTEGER NOT NULL,
  said_at INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- audience: 0 the company alone, 1 other people
-- record: who hears what is written on a channel, where a colleague said so
CREATE TABLE marketing_audience(
  channel INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
