// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kith::contract {

/// A text that somebody means ill with.
struct HostileText {
  std::string source;  ///< the file that it is from, and its place in it
  std::string text;    ///< UTF-8
};

/// The texts of the hostile corpora: strings, Unicode, paths, SQL, formulas, complexity, URLs,
/// HTML. Nothing where KITH_TEST_DATA has none.
std::optional<std::vector<HostileText>> hostile_texts();

/// A file of the JSON test suite.
struct HostileJson {
  std::string name;
  bool must_reject = false;
  std::string bytes;
};
std::optional<std::vector<HostileJson>> hostile_json();

/// Percent-encoded for a path or a query.
std::string in_url(const std::string& text);

/// What calls cost the server, so that the dearest can be shown.
class Costs {
 public:
  explicit Costs(int process) : process_(process) {}

  /// The processor time that all threads of the process have taken so far, in microseconds.
  std::int64_t now() const;
  /// Notes one call and what the clock above said before it.
  void note(const std::string& what, std::int64_t before);
  /// Prints the dearest and fails the test where one is over 50 ms, as far as this build is as
  /// fast as the delivered one.
  void judge(const std::string& title) const;

 private:
  struct Cost {
    std::string what;
    std::int64_t microseconds = 0;
  };
  int process_;
  std::vector<Cost> costs_;
};

}  // namespace kith::contract
