// SPDX-License-Identifier: Apache-2.0
#include "access/statements.h"

#include "access/account_store.h"
#include "access/audit.h"
#include "access/authenticator.h"
#include "access/expiry.h"
#include "access/link_store.h"
#include "access/member_store.h"
#include "access/repeat.h"
#include "access/role_store.h"
#include "access/session_store.h"
#include "access/token_store.h"
#include "access/workspace_store.h"

namespace kith::access {

void register_statements(store::StatementRegistry& registry) {
  const store::Owner owner{"access"};
  for (const auto list :
       {access_statements(), account_statements(), audit_statements(), authenticator_statements(),
        expiry_statements(), link_statements(), member_statements(), role_statements(),
        repeat_statements(), session_statements(), token_statements(), workspace_statements()}) {
    registry.add(owner, list);
  }
}

}  // namespace kith::access
