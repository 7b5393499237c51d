-- SPDX-License-Identifier: Apache-2.0
-- How often customers are told is asked by department and by when it was asked.
CREATE INDEX handoff_asked ON handoff(to_department, created_at);
