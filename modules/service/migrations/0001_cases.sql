-- SPDX-License-Identifier: Apache-2.0
-- state_since orders the lists: since when somebody waits while waiting, else since when the case
-- is in its state. due_at is the soonest target that still runs, 0 for none. open_asks are the open
-- questions that the case is folded with, packed; left_out is the oldest that there is beside them.
-- projection: where each conversation stands that somebody asked something in
CREATE TABLE service_case(
  conversation INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,
  state_since INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  assignee INTEGER NOT NULL,
  merged_into INTEGER NOT NULL,
  opened_by INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_message INTEGER NOT NULL,
  opened_thread INTEGER NOT NULL,
  is_history INTEGER NOT NULL,
  waiting_since INTEGER NOT NULL,
  last_inbound INTEGER NOT NULL,
  open_asks BLOB NOT NULL,
  left_out INTEGER NOT NULL,
  last_reply INTEGER NOT NULL,
  replies INTEGER NOT NULL,
  first_reply_at INTEGER NOT NULL,
  first_reply_member INTEGER NOT NULL,
  first_reply_message INTEGER NOT NULL,
  first_reply_minutes INTEGER,
  first_reply_business_minutes INTEGER,
  resolved_at INTEGER NOT NULL,
  resolution_minutes INTEGER,
  resolution_business_minutes INTEGER,
  reopened INTEGER NOT NULL,
  paused_since INTEGER NOT NULL,
  pauses INTEGER NOT NULL,
  policy INTEGER NOT NULL,
  reply_due INTEGER NOT NULL,
  resolution_due INTEGER NOT NULL,
  first_reply_missed INTEGER NOT NULL,
  reply_is_late INTEGER NOT NULL,
  resolution_missed INTEGER NOT NULL
);
CREATE INDEX service_case_since ON service_case(state, state_since);
CREATE INDEX service_case_due ON service_case(state, due_at) WHERE due_at > 0;
CREATE INDEX service_case_assignee ON service_case(assignee, state, state_since);
CREATE INDEX service_case_assignee_due ON service_case(assignee, state, due_at) WHERE due_at > 0;
CREATE INDEX service_case_opened ON service_case(opened_at) WHERE opened_at > 0;

-- state: 0 somebody waits, 1 nobody waits any more, 2 answered, 3 no question after all. An open
-- one (0, 1) belongs to the conversation whose next reply answers it; thread is where it was asked.
-- projection: each message that asked for an answer
CREATE TABLE service_ask(
  message INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  answered_by INTEGER NOT NULL
);
CREATE INDEX service_ask_asked ON service_ask(asked_at);
CREATE INDEX service_ask_answer ON service_ask(answered_by) WHERE answered_by > 0;

-- projection: when the clocks of a case stood still
CREATE TABLE service_pause(
  conversation INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  PRIMARY KEY(conversation, started_at)
);

-- projection: how many cases each colleague has; assignee 0 is nobody
CREATE TABLE service_counter(
  assignee INTEGER PRIMARY KEY,
  waiting INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  overdue INTEGER NOT NULL
);
