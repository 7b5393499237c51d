-- SPDX-License-Identifier: Apache-2.0
-- open_questions are those that a colleague's next reply answers, packed; awaiting are the answers
-- whose asker has not written since, packed. resolved_since: 0 while it is not resolved.
-- projection: each thread that was asked or resolved, with what its next message is folded with
CREATE TABLE people_thread(
  conversation INTEGER PRIMARY KEY,
  open_questions BLOB NOT NULL,
  awaiting BLOB NOT NULL,
  resolved_since INTEGER NOT NULL
);

-- asker is the person whose address asked, thread where it was asked: merges change neither.
-- reaction: what the asker wrote next. 0 nothing yet, 1 thanks, 2 another question.
-- projection: each question that a colleague answered, by its message
CREATE TABLE people_answer(
  question INTEGER PRIMARY KEY,
  answer INTEGER NOT NULL,
  member INTEGER NOT NULL,
  asker INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  reaction INTEGER NOT NULL,
  reacted_at INTEGER NOT NULL
);
CREATE INDEX people_answer_at ON people_answer(answered_at);
CREATE INDEX people_answer_member ON people_answer(member, answered_at);

-- projection: when conversations were resolved, and opened again; 0: not since
CREATE TABLE people_resolution(
  conversation INTEGER NOT NULL,
  resolved_at INTEGER NOT NULL,
  reopened_at INTEGER NOT NULL,
  PRIMARY KEY(conversation, resolved_at)
);

-- kind: 0 a reply to a customer, 1 a note, 2 the first answer to a handoff; id is a number of that.
-- person is whom a reply went to, 0 for the other kinds; questions is how many it answered.
-- projection: what colleagues did with and for customers
CREATE TABLE people_act(
  kind INTEGER NOT NULL,
  id INTEGER NOT NULL,
  member INTEGER NOT NULL,
  person INTEGER NOT NULL,
  questions INTEGER NOT NULL,
  happened_at INTEGER NOT NULL,
  PRIMARY KEY(kind, id)
);
CREATE INDEX people_act_at ON people_act(happened_at, kind, id);

-- projection: in which department each colleague was, and since when
CREATE TABLE people_member(
  member INTEGER NOT NULL,
  since INTEGER NOT NULL,
  department INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  PRIMARY KEY(member, since)
);

-- record: what an answered question was about, as a hash of its text; no event may say that
CREATE TABLE people_sketch(
  question INTEGER PRIMARY KEY,
  answer INTEGER NOT NULL,
  member INTEGER NOT NULL,
  asker INTEGER NOT NULL,
  sketch BLOB NOT NULL
);
CREATE INDEX people_sketch_answer ON people_sketch(answer);
CREATE INDEX people_sketch_asker ON people_sketch(asker);
