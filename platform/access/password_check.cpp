// SPDX-License-Identifier: Apache-2.0
#include "access/password_check.h"

#include <sodium.h>

#include "access/access.h"
#include "access/member_store.h"
#include "access/password_rules.h"

namespace kith::access {
namespace {

// No right password is longer; what is typed beyond that is not worth hashing.
constexpr std::size_t most_bytes = longest_password * 4;

// Compared in full by the database, so that a password that was changed meanwhile stays.
void renew_hash(Access& access, const Account& account, std::string password) {
  access.passwords().hash(
      std::move(password),
      [&access, id = account.id, old = account.password_hash](const Result<std::string>& hash) {
        if (hash) {
          access.write_later([id, old, renewed = *hash](store::Transaction& transaction) {
            return set_password(transaction, id, old, renewed);
          });
        }
      });
}

}  // namespace

Result<PasswordCheck> prepare_check(Access& access, std::string_view email, std::string password,
                                    Origin origin) {
  PasswordCheck check{.email_key = email_key_of(email),
                      .account = {},
                      .password = std::move(password),
                      .origin = std::move(origin)};
  auto lease = KITH_TRY(access.read());
  check.account = KITH_TRY(find_account(*lease, check.email_key));
  return check;
}

void check_password(Access& access, PasswordCheck check, PasswordChecked done) {
  Familiarity familiarity = Familiarity::stranger;
  if (check.account) {
    auto lease = access.read();
    const KeyedHash source = access.gate().source_of(check.origin.network);
    if (lease && is_familiar(**lease, check.account->id, source).value_or(false)) {
      familiarity = Familiarity::familiar;
    }
  }
  const Result<Attempt> attempt = access.gate().enter(check.email_key, check.origin.network,
                                                      familiarity, access.clock().steady());
  if (!attempt) {
    done(std::unexpected(attempt.error()));
    return;
  }
  check.password.resize(std::min(check.password.size(), most_bytes));
  std::string hash = check.account ? check.account->password_hash : std::string();
  std::string given = check.password;
  access.passwords().verify(
      std::move(hash), std::move(given),
      [&access, attempt = *attempt, check = std::move(check),
       done = std::move(done)](Result<PasswordHasher::Verdict> verdict) mutable {
        if (!verdict) {
          access.gate().abandoned(attempt);
          done(std::unexpected(std::move(verdict).error()));
          return;
        }
        if (*verdict == PasswordHasher::Verdict::wrong) {
          sodium_memzero(check.password.data(), check.password.size());
          done(false);
          return;
        }
        access.gate().succeeded(attempt);
        // First, because what it writes holds on to the hash that was compared.
        done(true);
        if (*verdict == PasswordHasher::Verdict::outdated) {
          renew_hash(access, *check.account, check.password);
        }
        sodium_memzero(check.password.data(), check.password.size());
      });
}

std::unexpected<Error> wrong_password(Access& access, const std::optional<Account>& account) {
  AuditBudget& budget = account ? access.failures() : access.strays();
  if (const auto left_out = budget.spend(access.clock().steady())) {
    const AccountId id = account ? account->id : AccountId{};
    access.write_later([id, left_out = *left_out](store::Transaction& transaction) -> Result<void> {
      // Known accounts' failures are shown where the account works.
      WorkspaceId workspace;
      if (id) {
        const auto places = KITH_TRY(active_memberships(transaction.reader(), id));
        workspace = places.empty() ? WorkspaceId{} : places.front().workspace;
      }
      return record(transaction, {.action = AuditAction::sign_in_failed,
                                  .workspace = workspace,
                                  .account = id,
                                  .left_out = left_out});
    });
  }
  return fail(ErrorCode::unauthenticated, "Email or password is wrong.");
}

void hash_new_password(Access& access, std::string_view password, std::string_view email,
                       PasswordHashed done) {
  if (Result<void> allowed = check_new_password(password, email); !allowed) {
    done(std::unexpected(std::move(allowed).error()));
    return;
  }
  access.passwords().hash(std::string(password), std::move(done));
}

}  // namespace kith::access
