// SPDX-License-Identifier: Apache-2.0
#include "base/kill_point.h"

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>

namespace kith {
namespace {

/// What KITH_KILL_AT says; nothing where it is not set.
class Order {
 public:
  Order() {
    const char* said = std::getenv("KITH_KILL_AT");  // NOLINT(concurrency-mt-unsafe)
    const std::string_view text = said == nullptr ? "" : said;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
      name_ = text.substr(0, colon);
      int passing = 0;
      std::from_chars(text.data() + colon + 1, text.data() + text.size(), passing);
      left_ = passing;
    }
  }
  bool is_due_at(KillPoint point) { return point.name() == name_ && left_.fetch_sub(1) == 1; }

 private:
  std::string name_;
  std::atomic<int> left_ = 0;
};

}  // namespace

void kill_point(KillPoint point) {
  static Order order;
  if (order.is_due_at(point)) {
    static_cast<void>(std::raise(SIGKILL));
  }
}

}  // namespace kith
