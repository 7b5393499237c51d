-- SPDX-License-Identifier: Apache-2.0
-- What a timer is about may be any noun. Those that were set before are about conversations, 6.
ALTER TABLE timer ADD COLUMN noun INTEGER NOT NULL DEFAULT 6;
