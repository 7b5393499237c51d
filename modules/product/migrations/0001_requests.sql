-- SPDX-License-Identifier: Apache-2.0
-- state as the request has it for itself: 0 heard, 1 planned, 2 declined, 3 shipped. root is the
-- request that speaks for it: itself, or the whole that it was merged into. The sketches are of the
-- title alone and of title and description, for likeness.
-- record: what colleagues decided to track, and what they decided about it
CREATE TABLE product_request(
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  state INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reply TEXT NOT NULL,
  merged_into INTEGER NOT NULL,
  root INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  shipped_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  title_sketch BLOB NOT NULL,
  whole_sketch BLOB NOT NULL
);
CREATE INDEX product_request_root ON product_request(root);
CREATE INDEX product_request_shipped ON product_request(shipped_at) WHERE shipped_at > 0;

-- The quote is a place in the message's text of that revision, in code points; length 0 is all.
-- record: which messages ask for a request, as colleagues found
CREATE TABLE product_evidence(
  request INTEGER NOT NULL,
  message INTEGER NOT NULL,
  person INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  first INTEGER NOT NULL,
  length INTEGER NOT NULL,
  added_by INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY(request, message)
);
CREATE INDEX product_evidence_message ON product_evidence(message);
CREATE INDEX product_evidence_person ON product_evidence(person);
CREATE INDEX product_evidence_thread ON product_evidence(thread);

-- record: whom a reply about a shipped request was drafted for, so that nobody gets a second one
CREATE TABLE product_telling(
  request INTEGER NOT NULL,
  person INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  begun_at INTEGER NOT NULL,
  PRIMARY KEY(request, person)
);
CREATE INDEX product_telling_thread ON product_telling(request, thread);

-- state 4 is merged: another request speaks for it. The counts are of the whole that a root stands
-- for: quotes, persons by their own ids, and those of them who were told.
-- projection: where each request stands
CREATE TABLE product_standing(
  request INTEGER PRIMARY KEY,
  root INTEGER NOT NULL,
  state INTEGER NOT NULL,
  evidence INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  told INTEGER NOT NULL
);
CREATE INDEX product_standing_root ON product_standing(root);
CREATE INDEX product_standing_newest ON product_standing(state, request);
CREATE INDEX product_standing_asked ON product_standing(state, asked, request);

-- projection: who asked for a request, and in how many messages
CREATE TABLE product_asker(
  request INTEGER NOT NULL,
  person INTEGER NOT NULL,
  evidence INTEGER NOT NULL,
  PRIMARY KEY(request, person)
);

-- projection: who was told what came of a request
CREATE TABLE product_told(
  request INTEGER NOT NULL,
  person INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY(request, person)
);

-- state: 0 open, 2 sent, 3 discarded
-- projection: the replies that were drafted about requests
CREATE TABLE product_draft(
  draft INTEGER PRIMARY KEY,
  request INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  state INTEGER NOT NULL
);
CREATE INDEX product_draft_request ON product_draft(request, state);

-- projection: the draft about a request that is open in a conversation, 0 for none
CREATE TABLE product_thread(
  request INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  draft INTEGER NOT NULL,
  PRIMARY KEY(request, thread)
);
