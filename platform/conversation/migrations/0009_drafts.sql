-- SPDX-License-Identifier: Apache-2.0
-- module and about say what it was drafted for, "" and 0 where a colleague drafted it. state: 0
-- open, 1 submitted as message, 2 sent, 3 discarded; the text goes when it is sent or discarded.
-- record: replies that somebody proposes and a colleague may send
CREATE TABLE draft(
  id INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  module TEXT NOT NULL,
  about INTEGER NOT NULL,
  member INTEGER NOT NULL,
  state INTEGER NOT NULL,
  message INTEGER NOT NULL,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX draft_open ON draft(state, id) WHERE state < 2;
CREATE INDEX draft_about ON draft(module, about, state, id);
CREATE INDEX draft_conversation ON draft(conversation, state, id);
CREATE INDEX draft_message ON draft(message) WHERE message > 0;
