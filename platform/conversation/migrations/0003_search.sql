-- SPDX-License-Identifier: Apache-2.0
-- projection
CREATE VIRTUAL TABLE message_search USING fts5(
  text, tags, content='message', content_rowid='id', tokenize='kith'
);
INSERT INTO message_search(message_search, rank) VALUES('hashsize', 8388608);
-- Merged less often than by default: a tenth of the work of taking messages in goes to this index.
INSERT INTO message_search(message_search, rank) VALUES('automerge', 8);

-- record: how far the full-text index has come in the log
CREATE TABLE search_cursor(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL
);
