-- SPDX-License-Identifier: Apache-2.0
-- record: how far the numbers of modules' own things have been given, by the word of their noun
CREATE TABLE bus_mint(
  module TEXT NOT NULL,
  noun TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY(module, noun)
);
