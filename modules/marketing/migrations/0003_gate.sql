-- SPDX-License-Identifier: Apache-2.0
-- input: which of the figures that the gate reads; value, lo and hi in millionths
-- projection: the figures of each day, as insight told them
CREATE TABLE marketing_figure(
  day INTEGER NOT NULL,
  input INTEGER NOT NULL,
  version INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  value INTEGER NOT NULL,
  lo INTEGER NOT NULL,
  hi INTEGER,
  is_at_least INTEGER NOT NULL,
  n INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY(day, input)
);

-- verdicts: two bits for each of R1 to R7. without_owner: a bit for each of the five departments.
-- The rest is where the gate stood after that day.
-- projection: what each day said, and where the gate stood after it
CREATE TABLE marketing_gate_day(
  day INTEGER PRIMARY KEY,
  verdicts INTEGER NOT NULL,
  without_owner INTEGER NOT NULL,
  has_critical_alert INTEGER NOT NULL,
  has_low_coverage INTEGER NOT NULL,
  state INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  since INTEGER NOT NULL,
  entered_days INTEGER NOT NULL,
  failed_days INTEGER NOT NULL
);

-- changed_in: the event by which the gate last opened or locked
-- projection: from which to which day there are verdicts; one row
CREATE TABLE marketing_gate(
  id INTEGER PRIMARY KEY,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  changed_in INTEGER NOT NULL
);
