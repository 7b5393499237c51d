-- SPDX-License-Identifier: Apache-2.0
-- Members live in the server's own database; this follows what is said of them there.
-- record: the department of each colleague, and whether they still work here, as the log tells
CREATE TABLE member_place(
  member INTEGER PRIMARY KEY,
  department INTEGER NOT NULL,
  is_active INTEGER NOT NULL
);
CREATE VIEW kith_member AS
  SELECT member AS id, department, is_active FROM member_place;
