-- SPDX-License-Identifier: Apache-2.0
-- kind 0 is an identity, kind 1 a post (bucket and hash as in post_key)
-- record: who and what was erased, as keyed hashes, so that a restored backup forgets it again
CREATE TABLE erasure(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  hash BLOB NOT NULL,
  erased_at INTEGER NOT NULL
);

-- record: files of attachments that were erased; each goes once nothing else refers to it
CREATE TABLE erased_blob(
  sha256 BLOB NOT NULL PRIMARY KEY
);

-- record: since when erased text may lie in free pages and in old parts of the index; 0: nowhere
CREATE TABLE purge(
  id INTEGER PRIMARY KEY,
  due_since INTEGER NOT NULL
);
INSERT INTO purge(id, due_since) VALUES(1, 0);

-- projection: zeros that take the place of what free pages held, for as long as a purge runs
CREATE TABLE purge_filler(
  id INTEGER PRIMARY KEY,
  zeros BLOB NOT NULL
);
