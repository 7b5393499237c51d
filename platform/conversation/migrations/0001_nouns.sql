-- SPDX-License-Identifier: Apache-2.0
-- record: what the workspace is called and its secret key for hashes of foreign ids
CREATE TABLE workspace(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  hash_key BLOB NOT NULL,
  created_at INTEGER NOT NULL
);

-- record: connected accounts and inboxes
CREATE TABLE channel(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  secrets BLOB NOT NULL,
  cursor TEXT NOT NULL,
  health TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE(kind, name)
);

-- record: humans we know; root is the person that this one is part of after merges, or itself
CREATE TABLE person(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  merged_into INTEGER NOT NULL DEFAULT 0,
  root INTEGER NOT NULL,
  organisation INTEGER NOT NULL DEFAULT 0,
  is_excluded INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  first_seen_at INTEGER NOT NULL,
  erased_at INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX person_merged ON person(root) WHERE root <> id;

-- record: the addresses and handles by which persons are known, each with its evidence
CREATE TABLE identity(
  id INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  native_hash BLOB NOT NULL,
  native_id TEXT NOT NULL,
  name TEXT NOT NULL,
  person INTEGER NOT NULL,
  evidence TEXT NOT NULL
);
CREATE UNIQUE INDEX identity_native ON identity(native_hash);
CREATE INDEX identity_person ON identity(person);

-- record: companies and groups that persons belong to
CREATE TABLE organisation(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL
);

-- record: threads and their workflow; root is the conversation this one is part of, or itself
CREATE TABLE conversation(
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  subject TEXT NOT NULL,
  person INTEGER NOT NULL,
  status INTEGER NOT NULL DEFAULT 0,
  assignee INTEGER NOT NULL DEFAULT 0,
  priority INTEGER NOT NULL DEFAULT 0,
  department INTEGER NOT NULL DEFAULT 0,
  snoozed_until INTEGER NOT NULL DEFAULT 0,
  waiting_since INTEGER NOT NULL DEFAULT 0,
  last_message INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0,
  messages INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER NOT NULL DEFAULT 0,
  root INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  opened_at INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX conversation_number ON conversation(number);
CREATE INDEX conversation_list ON conversation(status, last_message) WHERE merged_into = 0;
CREATE INDEX conversation_waiting ON conversation(waiting_since)
  WHERE waiting_since > 0 AND merged_into = 0;
CREATE INDEX conversation_assignee ON conversation(assignee, status, last_message)
  WHERE assignee > 0 AND merged_into = 0;
CREATE INDEX conversation_department ON conversation(department, status, last_message)
  WHERE department > 0 AND merged_into = 0;
CREATE INDEX conversation_snoozed ON conversation(snoozed_until)
  WHERE snoozed_until > 0 AND merged_into = 0;
CREATE INDEX conversation_merged ON conversation(root) WHERE root <> id;
CREATE INDEX conversation_person ON conversation(person);
CREATE INDEX conversation_channel ON conversation(channel);

-- record: who takes part in a conversation beside the person it was opened by
CREATE TABLE participant(
  conversation INTEGER NOT NULL,
  person INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY(conversation, person)
) WITHOUT ROWID;
CREATE INDEX participant_person ON participant(person, conversation);

-- record: utterances; the id is the order
CREATE TABLE message(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  member INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  delivery INTEGER NOT NULL,
  needs_reply INTEGER NOT NULL,
  posted_at INTEGER NOT NULL,
  language TEXT NOT NULL,
  revision INTEGER NOT NULL,
  erased_at INTEGER NOT NULL,
  text TEXT NOT NULL,
  html TEXT,
  tags TEXT NOT NULL
);
CREATE INDEX message_conversation ON message(conversation);

-- record: what a message said before its author changed it
CREATE TABLE message_version(
  message INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  text TEXT NOT NULL,
  replaced_at INTEGER NOT NULL,
  PRIMARY KEY(message, revision)
);

-- record: files of messages, by the hash of their content
CREATE TABLE attachment(
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  source_url TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX attachment_message ON attachment(message);
CREATE INDEX attachment_content ON attachment(sha256);

-- record: what the analysis, or a colleague, says of a message
CREATE TABLE reading(
  message INTEGER NOT NULL,
  label TEXT NOT NULL,
  model TEXT NOT NULL,
  score INTEGER NOT NULL,
  member INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  superseded_by TEXT NOT NULL,
  PRIMARY KEY(message, label, model, member)
);

-- record: what the company sells and names
CREATE TABLE catalogue_item(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  UNIQUE(kind, name)
);

-- record: custom fields of persons, organisations and conversations
CREATE TABLE attribute(
  noun INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  set_by INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY(noun, subject, name)
);

-- record: labels that colleagues put on conversations
CREATE TABLE conversation_label(
  conversation INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY(conversation, label)
);
CREATE INDEX conversation_label_name ON conversation_label(label, conversation);

-- sort_at is due_at, or far in the future without one, so that one index lists what is owed
-- record: one department asking another, with an answer owed
CREATE TABLE handoff(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  asked_by INTEGER NOT NULL,
  from_department INTEGER NOT NULL,
  to_department INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  state INTEGER NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  sort_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX handoff_conversation ON handoff(conversation);
CREATE INDEX handoff_owed ON handoff(to_department, sort_at) WHERE state <> 4;

-- record: something we said we would do, by when
CREATE TABLE promise(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  message INTEGER NOT NULL,
  person INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  state INTEGER NOT NULL,
  text TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX promise_conversation ON promise(conversation);
CREATE INDEX promise_due ON promise(state, due_at);
CREATE INDEX promise_owner ON promise(owner, state, due_at);

-- before is what the target was; after is what the newest merge or its undoing left it as, so that
-- a later hand on it is noticed; the source's own row stays as it was
-- record: merges and their undoing, and on what evidence
CREATE TABLE merge(
  id INTEGER PRIMARY KEY,
  noun INTEGER NOT NULL,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  evidence TEXT NOT NULL,
  merged_by INTEGER NOT NULL,
  merged_at INTEGER NOT NULL,
  undone_at INTEGER NOT NULL
);
CREATE INDEX merge_source ON merge(noun, source);
CREATE INDEX merge_target ON merge(noun, target);

-- record: replies on their way, frozen when they were submitted
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  recipients TEXT NOT NULL,
  sender TEXT NOT NULL,
  member INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL,
  delivery INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  native_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  submitted_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX outbox_message ON outbox(message);
CREATE INDEX outbox_due ON outbox(not_before) WHERE delivery = 1;
CREATE INDEX outbox_sending ON outbox(channel, id) WHERE delivery = 2;

-- bucket is the month of a stable post time, else 0; message is 0 for one that is only named by a
-- reply before it came; erased ones keep the hash alone, so that a late duplicate cannot bring them
-- back
-- record: which foreign ids are stored already
CREATE TABLE post_key(
  bucket INTEGER NOT NULL,
  hash BLOB NOT NULL,
  message INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  PRIMARY KEY(bucket, hash)
) WITHOUT ROWID;
