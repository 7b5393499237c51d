-- SPDX-License-Identifier: Apache-2.0
-- record: files that were handed in and belong to no message yet; after a day they go
CREATE TABLE upload(
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  uploaded_at INTEGER NOT NULL
);
CREATE INDEX upload_content ON upload(sha256);
CREATE INDEX upload_member ON upload(member);
CREATE INDEX upload_time ON upload(uploaded_at);
