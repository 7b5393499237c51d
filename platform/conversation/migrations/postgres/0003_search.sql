-- SPDX-License-Identifier: Apache-2.0
-- PostgreSQL keeps an index on an expression by itself; find_search_hits asks with the same one.
CREATE INDEX message_search ON message USING gin (to_tsvector('simple', text || ' ' || tags));

-- record: how far the full-text index has come in the log
CREATE TABLE search_cursor(
  id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL
);
