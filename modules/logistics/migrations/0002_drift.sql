-- SPDX-License-Identifier: Apache-2.0
-- drift_rate is people a day, drift_sum a logarithm of likelihoods, both in 1/2^20
ALTER TABLE logistics_pulse ADD COLUMN drift_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logistics_pulse ADD COLUMN drift_rate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logistics_pulse ADD COLUMN drift_sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logistics_pulse ADD COLUMN drift_people INTEGER NOT NULL DEFAULT 0;

-- which detector saw its worst: 0 many at once, 1 more from day to day
ALTER TABLE logistics_episode ADD COLUMN detector INTEGER NOT NULL DEFAULT 0;
