-- SPDX-License-Identifier: Apache-2.0
-- record: the companies on this server; each has its own folder, store and log
CREATE TABLE access_workspace(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);

-- record: who signs in, once per server; what one may do is told by the members
CREATE TABLE access_account(
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER NOT NULL,
  erased_at INTEGER NOT NULL
);

-- record: an account's place in a workspace; joined_at is 0 while an invitation waits
CREATE TABLE access_member(
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  department INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  disabled_at INTEGER NOT NULL,
  erased_at INTEGER NOT NULL,
  UNIQUE(workspace_id, account_id)
);
CREATE INDEX access_member_account ON access_member(account_id);

-- record: roles that a workspace made beside the built-in ones; permissions are patterns
CREATE TABLE access_role(
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  permissions TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE(workspace_id, name)
);

-- record: who is signed in where; the cookie itself is nowhere, source is a keyed hash of a network
CREATE TABLE access_session(
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  account_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  source BLOB NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX access_session_account ON access_session(account_id, source);
CREATE INDEX access_session_member ON access_session(member_id);

-- record: what programs sign in with; only the hash of a token is kept
CREATE TABLE access_token(
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  workspace_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL
);
CREATE INDEX access_token_member ON access_token(member_id);

-- record: links that work once: the first owner, an invitation, a new password
CREATE TABLE access_link(
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  workspace_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
);
CREATE INDEX access_link_account ON access_link(account_id);

-- record: which sealing key this data belongs to, so that another one is noticed at start
CREATE TABLE access_seal(
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL
);

-- projection: the log of this file, one row an event, for the page of what happened
CREATE TABLE access_audit(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id INTEGER NOT NULL,
  detail TEXT NOT NULL,
  left_out INTEGER NOT NULL
);
CREATE INDEX access_audit_workspace ON access_audit(workspace_id, id);
CREATE INDEX access_audit_member ON access_audit(workspace_id, member_id, id);
CREATE INDEX access_audit_action ON access_audit(workspace_id, action, id);

CREATE VIEW access_audit_entry AS
  SELECT a.id AS id, a.at AS at, a.workspace_id AS workspace_id, a.member_id AS member_id,
         coalesce(m.name, '') AS member_name, a.account_id AS account_id, a.action AS action,
         a.target_kind AS target_kind, a.target_id AS target_id, a.detail AS detail,
         a.left_out AS left_out
  FROM access_audit a LEFT JOIN access_member m ON m.id = a.member_id;

CREATE VIEW access_member_entry AS
  SELECT m.id AS id, m.workspace_id AS workspace_id, m.account_id AS account_id, m.name AS name,
         a.email AS email, m.role AS role, m.department AS department, m.revision AS revision,
         m.created_at AS created_at, m.joined_at AS joined_at, m.disabled_at AS disabled_at,
         m.erased_at AS erased_at, r.permissions AS role_permissions
  FROM access_member m
  JOIN access_account a ON a.id = m.account_id
  LEFT JOIN access_role r ON r.workspace_id = m.workspace_id AND r.name = m.role;
