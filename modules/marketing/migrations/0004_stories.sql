-- SPDX-License-Identifier: Apache-2.0
-- ended_at: 0 while nobody ended it before its time
-- record: who let marketing publish for some days while the gate was locked, and why
CREATE TABLE marketing_override(
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  reason TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- granted_by: the override that let it be made, 0: the gate was open. is_withdrawn: what it quoted
-- was taken back, and its words went with that.
-- record: what the company tells of its customers
CREATE TABLE marketing_story(
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  member INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  granted_by INTEGER NOT NULL,
  is_withdrawn INTEGER NOT NULL,
  revision INTEGER NOT NULL
);

-- record: the messages that a story quotes, and who wrote them
CREATE TABLE marketing_quote(
  story INTEGER NOT NULL,
  place INTEGER NOT NULL,
  message INTEGER NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY(story, place)
);
CREATE INDEX marketing_quote_message ON marketing_quote(message);
CREATE INDEX marketing_quote_person ON marketing_quote(person);
