-- SPDX-License-Identifier: Apache-2.0
-- projection: how many customers were active when it was last counted; one row
CREATE TABLE marketing_active(
  id INTEGER PRIMARY KEY,
  until_at INTEGER NOT NULL,
  persons INTEGER NOT NULL
);
