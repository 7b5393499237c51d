-- SPDX-License-Identifier: Apache-2.0
-- verdict: 0 nobody has looked at it, 1 it needs no reply, 2 it does. asked_at is when it was posted.
-- projection: messages judged to need no reply that chance drew for a colleague to look at
CREATE TABLE service_audit(
  message INTEGER PRIMARY KEY,
  thread INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  judged_at INTEGER NOT NULL,
  judged_by INTEGER NOT NULL
);
CREATE INDEX service_audit_asked ON service_audit(asked_at);
CREATE INDEX service_audit_verdict ON service_audit(verdict, message);
