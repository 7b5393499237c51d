-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE purge ADD COLUMN erasures INTEGER NOT NULL DEFAULT 0;
CREATE INDEX erasure_hash ON erasure(hash);

-- A person who is being erased is gone at once: what they wrote, and what was written to them.
DROP VIEW kith_message;
CREATE VIEW kith_message AS
  SELECT message.id AS id, message.conversation AS thread, conversation.root AS conversation,
         message.identity AS identity, identity.person AS person, message.member AS member,
         message.direction AS direction, message.delivery AS delivery,
         message.needs_reply AS needs_reply, message.posted_at AS posted_at,
         message.language AS language, message.revision AS revision,
         message.erased_at AS erased_at,
         CASE WHEN coalesce(author.erased_at, 0) > 0
                OR (message.direction <> 0 AND coalesce(opener.erased_at, 0) > 0)
              THEN '' ELSE message.text END AS text
  FROM message
  JOIN conversation ON conversation.id = message.conversation
  LEFT JOIN identity ON identity.id = message.identity
  LEFT JOIN person AS author ON author.id = identity.person
  LEFT JOIN person AS opener ON opener.id = conversation.person;
