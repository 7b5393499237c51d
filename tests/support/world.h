// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "host/local_api.h"
#include "intake/post.h"
#include "store/tests/store_fixture.h"
#include "support/world_server.h"

namespace kith::support {

/// A member of the world's company, by the role they have, and the token that they sign with.
struct Colleague {
  MemberId id;
  std::string role;
  std::string token;
};

/// A request as a test writes it. The target is what stands behind "/api/v1".
struct Request {
  http::Method method = http::Method::get;
  std::string target;
  std::string body = {};
  std::optional<std::int64_t> revision = {};  ///< for If-Match
  std::string repeat_key = {};                ///< for Idempotency-Key
};

/// One company with a colleague of each built-in role, on the very objects that a server uses, in a
/// folder that goes with the test. Time stands still until it is moved, chance repeats itself for
/// the same seed, and everything runs on the test's thread, so that the same test always gives the
/// same log. A failure of the world itself throws.
class World {
 public:
  struct Settings {
    std::uint64_t seed = 1;
    std::vector<const Module*> modules = {};  ///< none: those that the executable carries
    events::LaneSettings lanes = {};
  };

  World() : World(Settings{}) {}
  explicit World(Settings settings);

  /// The colleague with a role, as "agent".
  const Colleague& colleague(std::string_view role) const;
  const std::vector<Colleague>& colleagues() const { return colleagues_; }

  /// Sends a request as a colleague, through the router. What must happen for its answer happens;
  /// the lanes run only where the answer waits for them.
  http::Response send(const Colleague& who, const Request& request);
  /// The same, and reads what is answered; a problem becomes its error.
  template <class Output>
  Result<Output> ask(const Colleague& who, const Request& request) {
    return read_json<Output>(KITH_TRY(body_of(who, request)), Strictness::tolerant);
  }
  /// The same where there is nothing to read.
  Result<void> tell(const Colleague& who, const Request& request) {
    KITH_TRY(body_of(who, request));
    return {};
  }

  /// Posts come in through POST /api/v1/intake, all in one request.
  std::vector<intake::PostResult> given_posts(std::vector<intake::Post> posts,
                                              bool are_history = false);
  intake::PostResult given_post(intake::Post post);

  /// Lets everything happen that is to happen by now, timers that are due among it.
  void run_until_idle() { server_->run_until_idle(); }
  /// Lets the lanes do a part of it.
  bool step_lanes() { return server_->step_lanes(); }
  /// Ends the server without letting anything settle, and starts another one on the same folder.
  void restart();

  /// Folds the log anew for one module, or for all, and compares; "" when every row is the same,
  /// else what differs.
  std::string rebuild_and_compare(std::string_view module = "");
  /// Every row of every projection of all modules as text, to compare with another time.
  std::string projections();
  /// "" when every link of the log holds, else where it does not.
  std::string broken_link();
  /// Who has not seen the whole log, "" when everybody has.
  std::string behind();
  /// What the first column of the first row says; for what no route answers.
  std::int64_t number(const std::string& sql) { return need(look_.number(sql)); }
  /// All rows as text, one to a line.
  std::string rows(const std::string& sql);

  host::Workspace& workspace() { return *workspace_; }
  std::span<const Module* const> modules() const { return settings_.modules; }

  ManualClock clock{Time{1'790'000'000'000'000}};

 private:
  void open();
  void found();
  void hire(std::string_view role);
  Result<std::string> body_of(const Colleague& who, const Request& request);

  Settings settings_;
  store::TemporaryFolder folder_;
  SeededRandom random_;
  Logger log_;
  std::unique_ptr<WorldServer> server_;
  WorkspaceId workspace_id_;
  host::Workspace* workspace_ = nullptr;
  store::Connection look_;
  std::vector<Colleague> colleagues_;
};

/// A post of the API channel, from the parts that most tests care for.
struct GivenPost {
  std::string id;  ///< the network's own
  std::string text = "Where is my parcel?";
  std::string author = "ada";
  std::string answers = {};  ///< the post that it answers
  intake::PostKind kind = intake::PostKind::create;

  operator intake::Post() const;  // NOLINT(google-explicit-constructor): it is one
};

}  // namespace kith::support
