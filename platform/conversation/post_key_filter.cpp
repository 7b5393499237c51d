// SPDX-License-Identifier: Apache-2.0
#include "conversation/post_key_filter.h"

#include <algorithm>
#include <cstring>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr std::size_t most_in_first_layer = 32'768;
constexpr int bits_set = 6;

constexpr Statement list_post_keys{
    "list_post_keys",
    "SELECT bucket, hash FROM post_key WHERE (bucket, hash) > ($bucket, $hash) "
    "ORDER BY bucket, hash LIMIT $most"};

std::uint64_t half_of(const KeyedHash& key, std::size_t half) {
  std::uint64_t number = 0;
  std::memcpy(&number, key.data() + half * sizeof number, sizeof number);
  return number;
}

}  // namespace

std::span<const Statement* const> post_key_filter_statements() {
  static constexpr const Statement* all[] = {&list_post_keys};
  return all;
}

// The key is a keyed hash: one half of it says the line, the other the bits.
bool PostKeyFilter::Layer::may_hold(const KeyedHash& key) const {
  const Line& line = lines_[half_of(key, 0) % lines_.size()];
  std::uint64_t bits = half_of(key, 1);
  for (int bit = 0; bit < bits_set; ++bit, bits >>= 9) {
    const std::size_t place = bits % bits_of_a_line;
    if ((line[place / 64] >> (place % 64) & 1) == 0) {
      return false;
    }
  }
  return true;
}

void PostKeyFilter::Layer::add(const KeyedHash& key) {
  Line& line = lines_[half_of(key, 0) % lines_.size()];
  std::uint64_t bits = half_of(key, 1);
  for (int bit = 0; bit < bits_set; ++bit, bits >>= 9) {
    const std::size_t place = bits % bits_of_a_line;
    line[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  ++keys_;
}

bool PostKeyFilter::Layers::may_hold(const KeyedHash& key) const {
  return std::ranges::any_of(layers_, [&](const Layer& layer) { return layer.may_hold(key); });
}

void PostKeyFilter::Layers::add(const KeyedHash& key) {
  if (layers_.empty() || layers_.back().is_full()) {
    layers_.emplace_back(layers_.empty() ? most_in_first_layer : 2 * layers_.back().most());
  }
  layers_.back().add(key);
}

bool PostKeyFilter::may_hold(const KeyedHash& key) const {
  return !is_whole_.load(std::memory_order_acquire) || added_.may_hold(key) ||
         loaded_.may_hold(key);
}

// What comes or goes between two pieces does no harm: what comes is told to add().
Result<bool> PostKeyFilter::load(Reader& reader, std::int64_t most) {
  if (is_whole_.load(std::memory_order_relaxed)) {
    return false;
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_post_keys, {{"bucket", loaded_to_.bucket},
                                             {"hash", Value::blob(bytes_of(loaded_to_.hash))},
                                             {"most", most}}));
  std::int64_t read = 0;
  PostKey last = loaded_to_;
  for (; KITH_TRY(rows->next()); ++read) {
    last.bucket = rows->integer(0);
    const std::string_view hash = rows->text(1);
    last.hash = {};
    std::memcpy(last.hash.data(), hash.data(), std::min(hash.size(), last.hash.size()));
    loaded_.add(last.hash);
  }
  loaded_to_ = last;
  is_whole_.store(read < most, std::memory_order_release);
  return read == most;
}

}  // namespace kith::conversation
