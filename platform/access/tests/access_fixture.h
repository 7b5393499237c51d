// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <fstream>

#include "access/authenticator.h"
#include "access/invitations.h"
#include "access/owner_link.h"
#include "access/passwords.h"
#include "access/sign_in.h"
#include "access/tests/permissions_for_tests.h"
#include "access/tokens.h"
#include "access/workspaces.h"
#include "store/tests/store_fixture.h"

namespace kith::access {

using Who = std::shared_ptr<const Authenticated>;

inline constexpr const char* good_password = "seven grey herons";
inline constexpr const char* other_password = "eleven blue kites";
inline constexpr const char* home = "192.0.2.1";
inline constexpr const char* elsewhere = "203.0.113.9";

/// A server with one workspace and its owner, on a clock that stands still; no thread of its own,
/// so that settle() says when things happen.
class AccessFixture : public testing::Test {
 protected:
  static Access::Settings weak(const std::string& path) {
    return {.path = path,
            .passwords = {.strength = {.memory_bytes = 8192, .passes = 1}, .threads = 2}};
  }

  void SetUp() override {
    static const Claimed claimed = claim_once();
    std::ofstream(path(), std::ios::binary) << claimed.file;
    open();
    owner = begin(claimed.session);
  }

  /// A server's file just after it was claimed, made once for all tests.
  struct Claimed {
    std::string file;
    NewSession session;
  };

  Claimed claim_once() {
    random = SeededRandom(41);  // the tests' own secrets are to be others
    open();
    Claimed claimed{{}, claim(create_owner_link(*access).value().token).value()};
    authenticator.reset();
    access.reset();
    // The last one to close it brings the write-ahead log into the file.
    store::Connection::open(path(), store::OpenMode::read_write).value();
    std::ifstream file(path(), std::ios::binary);
    claimed.file.assign(std::istreambuf_iterator<char>(file), {});
    random = SeededRandom(42);
    return claimed;
  }

  void open() {
    authenticator.reset();
    access.reset();
    auto opened = create(weak(path()));
    ASSERT_TRUE(opened) << opened.error().message << opened.error().detail;
    access = std::move(*opened);
    authenticator.emplace(*access);
  }

  Result<std::unique_ptr<Access>> create(const Access::Settings& settings,
                                         const std::string& keys = "") {
    SealingKey key = SealingKey::parse(keys.empty() ? std::string(64, '7') : keys).value();
    return Access::create(settings, test_catalogue(), std::move(key), clock, random);
  }

  std::string path() const { return folder.file("server.db"); }

  void settle() {
    while (access->passwords().work_waiting() || access->writer().commit_waiting()) {
    }
  }

  /// Runs an asynchronous use case to its end: `run(done)` is given what to call.
  template <class T, class Run>
  Result<T> wait(Run run) {
    std::optional<Result<T>> told;
    run([&](Result<T> result) { told = std::move(result); });
    settle();
    EXPECT_TRUE(told) << "nobody was told";
    return told ? *std::move(told) : fail(ErrorCode::internal, "nobody was told");
  }

  static Origin from(const std::string& network = home) {
    return Origin::of(network, "Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0");
  }

  Result<NewSession> claim(std::string token, std::string email = "owner@example.org") {
    return wait<NewSession>([&](SessionDone done) {
      claim_owner(*access,
                  {.token = std::move(token),
                   .workspace_name = "Acme",
                   .name = "Olga Owner",
                   .email = std::move(email),
                   .password = good_password},
                  from(), std::move(done));
    });
  }

  Result<NewSession> enter(const std::string& email, const std::string& password = good_password,
                           const std::string& network = home,
                           std::optional<WorkspaceId> workspace = std::nullopt) {
    return wait<NewSession>([&](SessionDone done) {
      sign_in(*access, {email, password, workspace}, from(network), std::move(done));
    });
  }

  Who begin(const NewSession& session) { return seen(session).value(); }
  Result<Who> seen(const NewSession& session) {
    return authenticator->from_session(session.cookie);
  }
  Result<Who> by_token(const std::string& secret) {
    return authenticator->from_authorization("Bearer " + secret);
  }

  Result<MemberCard> add(const Caller& caller, const std::string& role, const std::string& email) {
    return wait<MemberCard>([&](MemberDone done) {
      add_member(*access, caller,
                 {.name = "Member " + email,
                  .email = email,
                  .role = role,
                  .department = Department::service,
                  .password = good_password},
                 std::move(done));
    });
  }

  /// A member of the owner's workspace, signed in.
  Who member(const std::string& role, const std::string& email) {
    const auto added = add(owner->caller, role, email);
    EXPECT_TRUE(added) << added.error().message;
    return begin(enter(email).value());
  }

  /// A second workspace with an owner of its own, signed in.
  Who stranger() {
    const Who local = authenticator->local(WorkspaceId{});
    const WorkspaceCard other = create_workspace(*access, *local, {"Other"}).value();
    const Caller machine = authenticator->local(other.id)->caller;
    EXPECT_TRUE(add(machine, "owner", "stranger@example.net"));
    return begin(enter("stranger@example.net", good_password, elsewhere).value());
  }

  std::int64_t revision_of(MemberId id) {
    return get_member(*access, owner->caller, {id}).value().revision;
  }

  std::vector<std::string> actions() {
    std::vector<std::string> words;
    auto connection = store::Connection::open(path(), store::OpenMode::read_only).value();
    auto rows = connection.prepare("SELECT action FROM access_audit ORDER BY id").value();
    while (rows.step().value()) {
      words.emplace_back(rows.text(0));
    }
    return words;
  }

  /// Every row of every table but the log's own, to see whether anything changed.
  std::string everything() {
    auto connection = store::Connection::open(path(), store::OpenMode::read_only).value();
    std::string text;
    auto tables = connection
                      .prepare(
                          "SELECT name FROM sqlite_master WHERE type = 'table' "
                          "AND name LIKE 'access%' ORDER BY name")
                      .value();
    while (tables.step().value()) {
      auto rows = connection.prepare(fmt::format("SELECT * FROM {}", tables.text(0))).value();
      text += fmt::format("== {}\n", tables.text(0));
      while (rows.step().value()) {
        for (int column = 0; column < rows.columns(); ++column) {
          text += fmt::format("{}|", hex(rows.text(column)));
        }
        text += '\n';
      }
    }
    return text;
  }

  store::TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000'000}};
  SeededRandom random{42};
  std::unique_ptr<Access> access;
  std::optional<Authenticator> authenticator;
  Who owner;
};

}  // namespace kith::access
