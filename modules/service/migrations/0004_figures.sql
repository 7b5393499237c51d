-- SPDX-License-Identifier: Apache-2.0
-- A time that is 0 has not come. reopened_at: by a colleague, or a rule; returned_at: by the next
-- question in the conversation, which is returned_by. message is the question that opened the case.
-- projection: each time that a case was resolved, and whether that held
CREATE TABLE service_closing(
  conversation INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  reopened_at INTEGER NOT NULL,
  returned_at INTEGER NOT NULL,
  returned_by INTEGER NOT NULL,
  PRIMARY KEY(conversation, closed_at)
);
CREATE INDEX service_closing_closed ON service_closing(closed_at, conversation);
CREATE INDEX service_closing_returned ON service_closing(returned_at, returned_by)
  WHERE returned_at > 0;

-- ended_at is far in the future while it lasts.
-- projection: the stretches of time in which a case was past something that was due
CREATE TABLE service_late(
  conversation INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY(conversation, started_at)
);
CREATE INDEX service_late_ended ON service_late(ended_at, conversation);
