-- SPDX-License-Identifier: Apache-2.0
-- What modules may read of the shared nouns. A column is only ever added.
CREATE VIEW kith_conversation AS
  SELECT id, number, channel, subject, person, status, assignee, priority, department,
         snoozed_until, waiting_since, last_message, last_at, messages, merged_into, root, revision,
         opened_at
  FROM conversation WHERE deleted_at = 0;

CREATE VIEW kith_message AS
  SELECT message.id AS id, message.conversation AS thread, conversation.root AS conversation,
         message.identity AS identity, identity.person AS person, message.member AS member,
         message.direction AS direction, message.delivery AS delivery,
         message.needs_reply AS needs_reply, message.posted_at AS posted_at,
         message.language AS language, message.revision AS revision,
         message.erased_at AS erased_at, message.text AS text
  FROM message
  JOIN conversation ON conversation.id = message.conversation
  LEFT JOIN identity ON identity.id = message.identity;

CREATE VIEW kith_person AS
  SELECT id, name, merged_into, root, organisation, is_excluded, first_seen_at, erased_at
  FROM person;

CREATE VIEW kith_channel AS SELECT id, kind, name FROM channel;

CREATE VIEW kith_label AS SELECT conversation, label FROM conversation_label;

CREATE VIEW kith_handoff AS
  SELECT id, conversation, from_department, to_department, owner, state, due_at, created_at,
         updated_at
  FROM handoff;

CREATE VIEW kith_promise AS
  SELECT id, conversation, message, person, owner, state, due_at, created_at FROM promise;

CREATE VIEW kith_reading AS
  SELECT message, label, model, score, member, read_at, superseded_by FROM reading;
