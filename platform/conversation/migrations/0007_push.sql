-- SPDX-License-Identifier: Apache-2.0
-- What is due since when: attempts move not_before on, and end some days after this.
ALTER TABLE outbox ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET due_at = not_before;
CREATE INDEX outbox_due_of ON outbox(channel, not_before) WHERE delivery = 1;

-- A channel without a row here is pulled. state is 1 while replies are pushed, 2 once the receiver
-- said that it is gone for good; secrets are sealed.
-- record: where the replies of a channel are pushed
CREATE TABLE channel_push(
  channel INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  secrets BLOB NOT NULL,
  state INTEGER NOT NULL,
  set_at INTEGER NOT NULL
);

-- outbox is 0 for a test that a colleague asked for; status is 0 where no answer came
-- record: what became of each push, the newest ones
CREATE TABLE push_attempt(
  id INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  outbox INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  duration INTEGER NOT NULL,
  status INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX push_attempt_channel ON push_attempt(channel, id);
