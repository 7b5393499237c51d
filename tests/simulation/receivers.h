// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <kith/id.h>

namespace kith::simulation {

/// The people who are written to: the truth of which reply reached them, and how often, whatever
/// anybody was told of it. A reply is known by its idempotency key.
class Receivers {
 public:
  /// What stands committed in the outbox under a key.
  struct Row {
    MessageId message;
    bool is_sending = false;
  };
  using LookUp = std::function<Row(std::string_view key)>;

  /// A reply was handed to whoever carries it. It must have been committed as being sent, and may
  /// come again only after kith was told that it did not arrive.
  void handed_over(const std::string& key, const Row& committed);
  /// It reached the people.
  void arrived(const std::string& key);
  /// kith heard that it certainly did not arrive: it may be handed over again.
  void told_to_try_again(const std::string& key) { replies_[key].is_out = false; }

  bool has(const std::string& key) const;
  /// A reply of this message was taken back before it left, and kith said so.
  void taken_back(MessageId message) { taken_back_.insert(message); }
  /// All that were ever handed over, to be looked for in the outbox.
  std::set<std::string> keys() const;
  /// How many arrived.
  std::size_t arrivals() const;

  /// "" while all is well, else what never may happen and did.
  const std::string& broken() const { return broken_; }

 private:
  struct Reply {
    MessageId message;
    int arrivals = 0;
    bool is_out = false;  ///< handed over, and kith was not told to try again
  };
  std::map<std::string, Reply> replies_;
  std::set<MessageId> taken_back_;
  std::string broken_;
};

}  // namespace kith::simulation
