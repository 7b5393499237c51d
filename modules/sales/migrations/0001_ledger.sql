-- SPDX-License-Identifier: Apache-2.0
-- tally holds the decayed sums of all acts, packed; warmth orders by strength without a clock, 0
-- where there is none; last_day is the day of the newest contact or act. Persons are those whose
-- address wrote; whose part they are after merges is asked when it is needed.
-- projection: how we stand with each person who wrote to us, or whom we promised or noted something
CREATE TABLE sales_relationship(
  person INTEGER PRIMARY KEY,
  last_day INTEGER NOT NULL,
  warmth INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_message INTEGER NOT NULL,
  last_channel INTEGER NOT NULL,
  last_member INTEGER NOT NULL,
  last_direction INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  broken INTEGER NOT NULL,
  colleagues INTEGER NOT NULL,
  tally BLOB NOT NULL
);
CREATE INDEX sales_relationship_warmth ON sales_relationship(warmth, person) WHERE warmth > 0;
CREATE INDEX sales_relationship_cooling ON sales_relationship(last_day, person) WHERE warmth > 0;

-- two_way counts the acts in which both took part.
-- projection: what passed between a person and one colleague
CREATE TABLE sales_tie(
  person INTEGER NOT NULL,
  member INTEGER NOT NULL,
  two_way INTEGER NOT NULL,
  tally BLOB NOT NULL,
  PRIMARY KEY(person, member)
);

-- projection: colleagues who work here no more, and since when
CREATE TABLE sales_leaver(
  member INTEGER PRIMARY KEY,
  left_at INTEGER NOT NULL
);

-- projection: each act that moved a relationship, and the message that shows it
CREATE TABLE sales_act(
  person INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  source INTEGER NOT NULL,
  member INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY(person, kind, happened_at, source)
);
CREATE INDEX sales_act_kind ON sales_act(kind, happened_at);
CREATE INDEX sales_act_message ON sales_act(message) WHERE message > 0;
CREATE INDEX sales_act_reply ON sales_act(source) WHERE kind = 5;

-- questions are those that no colleague has answered, parts the threads that were merged into this
-- one, both packed; missed_in and the other three are events, by their number.
-- projection: what is open in each thread, and what went wrong there
CREATE TABLE sales_thread(
  thread INTEGER PRIMARY KEY,
  opener INTEGER NOT NULL,
  last_reply INTEGER NOT NULL,
  missed_in INTEGER NOT NULL,
  replied_in INTEGER NOT NULL,
  reopened_in INTEGER NOT NULL,
  resolved_in INTEGER NOT NULL,
  questions BLOB NOT NULL,
  parts BLOB NOT NULL
);
