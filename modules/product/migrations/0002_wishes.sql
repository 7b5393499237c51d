-- SPDX-License-Identifier: Apache-2.0
-- state: 0 without a request, 1 like the request that is named, 2 evidence of one, 3 no wish after
-- all, as a colleague said. first and length are where it lies in the text, in code points.
-- projection: the messages that hold a wish
CREATE TABLE product_wish(
  message INTEGER PRIMARY KEY,
  thread INTEGER NOT NULL,
  person INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  first INTEGER NOT NULL,
  length INTEGER NOT NULL,
  request INTEGER NOT NULL,
  likeness INTEGER NOT NULL,
  evidence INTEGER NOT NULL,
  is_dismissed INTEGER NOT NULL,
  state INTEGER NOT NULL
);
CREATE INDEX product_wish_state ON product_wish(state, message);
CREATE INDEX product_wish_thread ON product_wish(thread);

-- projection: which request a message is not like, as a colleague said
CREATE TABLE product_rejection(
  message INTEGER NOT NULL,
  request INTEGER NOT NULL,
  PRIMARY KEY(message, request)
);
