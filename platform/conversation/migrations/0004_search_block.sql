-- SPDX-License-Identifier: Apache-2.0
-- Ids are in order of arrival, not of the author's own time. A block is a stretch of them, and a
-- search from one day to another passes over the blocks that hold nothing of these days.
-- projection: between which times the indexed messages of a stretch of ids were posted
CREATE TABLE search_block(
  block INTEGER PRIMARY KEY,
  oldest_at INTEGER NOT NULL,
  newest_at INTEGER NOT NULL
);
