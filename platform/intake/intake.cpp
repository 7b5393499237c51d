// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <future>

#include "intake/post_store.h"

namespace kith::intake {
namespace {

// Messages. What waits has been read and prepared, so that it also takes memory.
constexpr std::size_t most_waiting = 4000;

constexpr Statement list_channels{"list_channels", "SELECT id, name FROM channel ORDER BY id"};
constexpr Statement find_channel{"find_channel", "SELECT id FROM channel WHERE name = $name"};
constexpr Statement add_channel{
    "add_channel",
    "INSERT INTO channel(id, kind, name, settings, secrets, cursor, health, revision, created_at) "
    "SELECT coalesce(max(id), 0) + 1, 'api', $name, '', $no_secrets, '', '', 1, $now FROM channel"};

constexpr const Statement* channel_statements[] = {&list_channels, &find_channel, &add_channel};

}  // namespace

void register_statements(store::StatementRegistry& registry) {
  const store::Owner owner{"intake"};
  registry.add(owner, channel_statements);
  registry.add(owner, key_index_statements());
  registry.add(owner, person_index_statements());
  registry.add(owner, post_store_statements());
  registry.add(owner, post_store_row_statements());
}

Result<std::unique_ptr<Intake>> Intake::create(Services services) {
  std::unique_ptr<Intake> intake(new Intake(services));
  intake->keys_ = KITH_TRY(KeyIndex::open(services.writer.connection(), services.post_keys));
  KITH_CHECK(intake->read_channels());
  services.writer.on_rollback([self = intake.get()] {
    self->keys_->forget();
    self->persons_.forget();
  });
  return intake;
}

Result<void> Intake::read_channels() {
  const std::unique_ptr<Rows> rows = KITH_TRY(services_.writer.session().query(list_channels));
  while (KITH_TRY(rows->next())) {
    channels_.emplace(rows->string(1), ChannelId{rows->integer(0)});
  }
  return {};
}

Result<ChannelId> Intake::channel(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = channels_.find(name); known != channels_.end()) {
      return known->second;
    }
  }
  std::int64_t id = 0;
  KITH_TRY(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        Reader& reader = transaction.reader();
        std::optional<std::int64_t> found = KITH_TRY(reader.number(find_channel, {{"name", name}}));
        if (!found) {
          KITH_CHECK(transaction.run(
              add_channel,
              {{"name", name}, {"no_secrets", Value::blob("")}, {"now", transaction.now()}}));
          found = KITH_TRY(reader.number(find_channel, {{"name", name}}));
        }
        id = found.value_or(0);
        return {};
      }));
  const std::lock_guard lock(mutex_);
  channels_[name] = ChannelId{id};
  return ChannelId{id};
}

Result<std::vector<PreparedPost>> Intake::prepare(std::vector<Post> posts) {
  std::vector<PreparedPost> prepared;
  prepared.reserve(posts.size());
  for (Post& post : posts) {
    const ChannelId by = KITH_TRY(channel(post.channel));
    prepared.push_back(intake::prepare(std::move(post), by, services_.key));
  }
  return prepared;
}

Result<void> Intake::look_for_room() const {
  if (services_.writer.waiting_weight(store::Urgency::arrival) < most_waiting) {
    return {};
  }
  return fail(ErrorCode::unavailable,
              "More comes in than can be stored. Send it again in a moment.");
}

void Intake::submit(std::vector<Post> posts, Order order, Done done) {
  Result<std::vector<PreparedPost>> prepared = prepare(std::move(posts));
  if (!prepared) {
    done(std::unexpected(std::move(prepared).error()));
    return;
  }
  submit(*std::move(prepared), order, std::move(done));
}

void Intake::submit(std::vector<PreparedPost> posts, Order order, Done done) {
  const std::size_t weight = posts.size();
  auto batch = std::make_shared<std::vector<PreparedPost>>(std::move(posts));
  auto results = std::make_shared<std::vector<PostResult>>();
  services_.writer.submit(
      order.urgency,
      [this, batch, results, order](store::Transaction& transaction) -> Result<void> {
        PostStore store(transaction,
                        {*keys_, persons_, services_.mints, services_.verbs, services_.members},
                        order);
        *results = KITH_TRY(store.store(*batch));
        return {};
      },
      [results, done = std::move(done)](Result<store::Writer::Commit> committed) mutable {
        if (committed) {
          done(std::move(*results));
        } else {
          done(std::unexpected(std::move(committed).error()));
        }
      },
      weight);
}

Result<std::vector<PostResult>> Intake::take_in(std::vector<Post> posts, Order order) {
  std::promise<Result<std::vector<PostResult>>> promise;
  std::future<Result<std::vector<PostResult>>> outcome = promise.get_future();
  submit(std::move(posts), order, [&promise](Result<std::vector<PostResult>> results) {
    promise.set_value(std::move(results));
  });
  services_.writer.commit_unstarted();
  return outcome.get();
}

}  // namespace kith::intake
