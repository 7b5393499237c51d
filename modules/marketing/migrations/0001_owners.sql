-- SPDX-License-Identifier: Apache-2.0
-- member: 0 where nobody answers for it any more
-- record: who answers for it that a department closes its loops
CREATE TABLE marketing_owner(
  department INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  since INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
