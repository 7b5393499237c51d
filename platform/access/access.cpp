// SPDX-License-Identifier: Apache-2.0
#include "access/access.h"

#include "access/statements.h"
#include "access_migrations.h"
#include "store/migrate.h"
#include "store_migrations.h"

namespace kith::access {
namespace {

constexpr Statement find_seal{"access_find_seal", "SELECT fingerprint FROM access_seal"};
constexpr Statement set_seal{"access_set_seal",
                             "INSERT INTO access_seal(id, fingerprint) VALUES(1, $fingerprint) "
                             "ON CONFLICT(id) DO UPDATE SET fingerprint = excluded.fingerprint"};
constexpr Statement last_id{
    "access_last_id",
    "SELECT max(id) FROM (SELECT max(id) AS id FROM access_workspace "
    "UNION ALL SELECT max(id) FROM access_account UNION ALL SELECT max(id) FROM access_member "
    "UNION ALL SELECT max(id) FROM access_role UNION ALL SELECT max(id) FROM access_session "
    "UNION ALL SELECT max(id) FROM access_token UNION ALL SELECT max(id) FROM access_link) "
    "AS newest"};

}  // namespace

std::span<const Statement* const> access_statements() {
  static constexpr const Statement* all[] = {&find_seal, &set_seal, &last_id};
  return all;
}

Access::Access(const Settings& settings, RoleCatalogue roles, SealingKey sealing,
               const Clock& clock, Random& random)
    : roles_(std::move(roles)),
      sealing_(std::move(sealing)),
      clock_(clock),
      random_(random),
      csrf_key_(sealing_.derive("access.csrf")),
      readers_({.path = settings.path}, registry_, clock),
      gate_(sealing_.derive("access.network"), settings.most_limited_keys),
      callers_(settings.most_cached_callers) {
  random.fill(cache_key_);
}

Result<std::unique_ptr<Access>> Access::create(const Settings& settings, RoleCatalogue roles,
                                               SealingKey sealing, const Clock& clock,
                                               Random& random) {
  std::unique_ptr<Access> access(
      new Access(settings, std::move(roles), std::move(sealing), clock, random));
  access->passwords_ = KITH_TRY(PasswordHasher::create(settings.passwords));
  KITH_CHECK(access->open(settings));
  return access;
}

Access::~Access() {
  stop();
}

Result<void> Access::open(const Settings& settings) {
  {
    auto connection = KITH_TRY(store::Connection::open(settings.path, store::OpenMode::read_write));
    KITH_TRY(store::migrate(connection, store_migrations, clock_.now()));
    KITH_TRY(store::migrate(connection, access_migrations, clock_.now()));
  }
  register_statements(registry_);
  writer_ = KITH_TRY(store::Writer::create({.path = settings.path}, registry_, clock_));
  auto lease = KITH_TRY(read());
  ids_.set_last(KITH_TRY(lease->number(last_id)).value_or(0));
  return check_seal(settings.key_change);
}

// With another key than the one its secrets were sealed with, everything would seem to work until
// the first channel has to open its password.
Result<void> Access::check_seal(KeyChange change) {
  std::string known;
  {
    auto lease = KITH_TRY(read());
    auto rows = KITH_TRY(lease->query(find_seal));
    if (KITH_TRY(rows->next())) {
      known = rows->string(0);
    }
  }
  if (!known.empty() && !sealing_.has(known) && change == KeyChange::refuse) {
    return fail(ErrorCode::unavailable,
                "The key file is not the one that this data was sealed with. Bring the right file "
                "back, or accept the new key: sealed secrets must then be entered again.");
  }
  if (known == sealing_.fingerprint()) {
    return {};
  }
  return write([this](store::Transaction& transaction) {
    return transaction.run(set_seal, {{"fingerprint", sealing_.fingerprint()}});
  });
}

void Access::start() {
  writer_->start();
  passwords_->start();
}

void Access::stop() {
  // First the passwords: what they have done still finds a writer.
  if (passwords_) {
    passwords_->stop();
  }
  if (writer_) {
    writer_->stop();
  }
}

Result<void> Access::write(store::Writer::Work work) {
  const Result<store::Writer::Commit> outcome =
      writer_->run(store::Urgency::person, std::move(work));
  if (!outcome) {
    return std::unexpected(outcome.error());
  }
  return {};
}

void Access::write(store::Writer::Work work, store::Writer::Done done) {
  writer_->submit(store::Urgency::person, std::move(work), std::move(done));
}

void Access::write_later(store::Writer::Work work) {
  writer_->submit(store::Urgency::background, std::move(work),
                  [](const Result<store::Writer::Commit>&) {});
}

void Access::drop_rights(const Affected& affected) {
  callers_.forget(affected);
  if (rights_changed_) {
    rights_changed_(affected);
  }
}

std::string Access::csrf_of(std::string_view cookie) const {
  return hex(bytes_of(keyed_hash(csrf_key_, "csrf", cookie)));
}

KeyedHash Access::request_hash_of(std::string_view request) const {
  return keyed_hash(csrf_key_, "request", request);
}

KeyedHash Access::cache_key_of(std::string_view kind, std::string_view secret) const {
  return keyed_hash(cache_key_, kind, secret);
}

}  // namespace kith::access
