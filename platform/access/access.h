// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "access/attempt_gate.h"
#include "access/audit.h"
#include "access/caller_cache.h"
#include "access/page_request.h"
#include "access/password_hasher.h"
#include "access/role_catalogue.h"
#include "access/sealing.h"
#include "base/clock.h"
#include "base/id_mint.h"
#include "base/random.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::access {

/// Whether data that was sealed with a key that is not in the key file may be opened all the same:
/// a restored backup does not bring its key, and the secrets in it are lost without it.
enum class KeyChange { refuse, accept };

/// Accounts, members, sessions, tokens and the audit of one server: the owner of DIR/server.db,
/// whose log is the audit. The use cases are functions beside it that take it first. One for a
/// process; every call is safe from any thread once start() was called.
class Access {
 public:
  /// What it is made with.
  struct Settings {
    std::string path;  ///< DIR/server.db; made when it is not there
    PasswordHasher::Settings passwords = {};
    std::size_t most_cached_callers = 10'000;
    std::size_t most_limited_keys = 65'536;  ///< of networks and of accounts, each
    KeyChange key_change = KeyChange::refuse;
  };

  /// Opens and migrates the file. `clock` and `random` must outlive it.
  static Result<std::unique_ptr<Access>> create(const Settings& settings, RoleCatalogue roles,
                                                SealingKey sealing, const Clock& clock,
                                                Random& random);
  ~Access();

  /// Whose rights changed or ended, after the commit, on the thread that changed them: whoever
  /// keeps streams and sockets open closes those that it concerns. Set before start().
  using RightsChanged = std::function<void(const Affected&)>;
  void on_rights_changed(RightsChanged changed) { rights_changed_ = std::move(changed); }
  void on_fatal(store::Writer::Fatal fatal) { writer_->on_fatal(std::move(fatal)); }

  void start();
  /// Refuses what comes later and ends the threads.
  void stop();

  /// A snapshot to read from.
  Result<store::ReaderPool::Lease> read() { return readers_.acquire(); }
  /// Runs `work` on the writer and waits for the commit.
  Result<void> write(store::Writer::Work work);
  /// Queues `work` that somebody waits for; `done` runs on the writer's thread.
  void write(store::Writer::Work work, store::Writer::Done done);
  /// Runs `work`, which makes something, and waits for the commit.
  template <class Work>
  auto make(Work work) -> std::invoke_result_t<Work&, store::Transaction&> {
    std::invoke_result_t<Work&, store::Transaction&> made;
    KITH_CHECK(write([&](store::Transaction& transaction) -> Result<void> {
      made = work(transaction);
      return made ? Result<void>() : std::unexpected(made.error());
    }));
    return made;
  }
  /// Queues `work`, which makes something; `done` gets that on the writer's thread once it is
  /// committed.
  template <class Work, class Done>
  void make(Work work, Done done) {
    using Made = std::invoke_result_t<Work&, store::Transaction&>;
    auto made = std::make_shared<std::optional<Made>>();
    write(
        [made, work = std::move(work)](store::Transaction& transaction) mutable -> Result<void> {
          const Made& value = made->emplace(work(transaction));
          return value ? Result<void>() : std::unexpected(value.error());
        },
        [made, done = std::move(done)](Result<store::Writer::Commit> outcome) mutable {
          done(outcome ? std::move(**made) : Made(std::unexpected(std::move(outcome).error())));
        });
  }
  /// Queues work that nobody waits for and that may be lost.
  void write_later(store::Writer::Work work);
  /// A number for a new thing. In a transaction alone.
  std::int64_t next_id(const store::Transaction& transaction) {
    return ids_.next(transaction.now());
  }

  /// Drops the rights of whom a change concerned; call it after the commit, before answering.
  void drop_rights(const Affected& affected);

  /// The page that a list's input asks for, by its members `cursor` and `limit`.
  template <class Input>
  Result<PageRequest> page(std::string list, std::string filter, const Input& input,
                           PlaceInList start) {
    return PageRequest::open(sealing_, random_, {std::move(list), std::move(filter)}, input.cursor,
                             input.limit, start);
  }

  /// What a page sends along with each write of the session that `cookie` stands for.
  std::string csrf_of(std::string_view cookie) const;
  /// What a secret of a kind is cached under; means nothing outside this process.
  KeyedHash cache_key_of(std::string_view kind, std::string_view secret) const;
  /// A hash of a request that is the same after a restart, and no guide to what was in it for who
  /// has not the sealing key.
  KeyedHash request_hash_of(std::string_view request) const;

  const RoleCatalogue& roles() const { return roles_; }
  const SealingKey& sealing() const { return sealing_; }
  const Clock& clock() const { return clock_; }
  Random& random() { return random_; }
  PasswordHasher& passwords() { return *passwords_; }
  AttemptGate& gate() { return gate_; }
  CallerCache& callers() { return callers_; }
  store::Writer& writer() { return *writer_; }
  /// What strangers can write into the audit: guesses at accounts, guesses at nobody's, refusals.
  AuditBudget& failures() { return failures_; }
  AuditBudget& strays() { return strays_; }
  AuditBudget& denials() { return denials_; }

 private:
  Access(const Settings& settings, RoleCatalogue roles, SealingKey sealing, const Clock& clock,
         Random& random);
  Result<void> open(const Settings& settings);
  Result<void> check_seal(KeyChange change);

  RoleCatalogue roles_;
  SealingKey sealing_;
  const Clock& clock_;
  Random& random_;
  HashKey csrf_key_;
  HashKey cache_key_{};
  store::StatementRegistry registry_;
  store::ReaderPool readers_;
  AttemptGate gate_;
  CallerCache callers_;
  AuditBudget failures_, strays_, denials_;
  IdMint ids_;  // on the writer's thread
  RightsChanged rights_changed_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<PasswordHasher> passwords_;
};

}  // namespace kith::access
