// SPDX-License-Identifier: Apache-2.0
#include "access/access.h"

#include <atomic>
#include <future>
#include <thread>

#include "access/members.h"
#include "access/sessions.h"
#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

const std::string first_key(64, '7');
const std::string second_key(64, '8');

class AccessTest : public AccessFixture {
 protected:
  void close() {
    authenticator.reset();
    access.reset();
  }
};

TEST_F(AccessTest, finds_everything_again_after_a_restart) {
  const NewSession session = enter("owner@example.org").value();
  open();
  EXPECT_EQ(seen(session).value()->caller.member, owner->caller.member);
  EXPECT_EQ(seen(session).value()->csrf, session.answer.csrf);
  EXPECT_TRUE(enter("owner@example.org"));
}

TEST_F(AccessTest, gives_no_number_twice) {
  const MemberCard bert = add(owner->caller, "agent", "bert@example.org").value();
  open();
  clock.set(clock.now() - std::chrono::hours(1));
  const MemberCard carl = add(owner->caller, "agent", "carl@example.org").value();
  EXPECT_GT(carl.id.value, bert.id.value);
}

TEST_F(AccessTest, refuses_a_key_file_that_is_not_its_own) {
  close();
  const auto other = create(weak(path()), second_key);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::unavailable);
  EXPECT_NE(other.error().message.find("key file"), std::string::npos);
  EXPECT_TRUE(create(weak(path()), first_key)) << "nothing was changed by the wrong one";
}

TEST_F(AccessTest, goes_on_with_a_rotated_key) {
  const NewSession session = enter("owner@example.org").value();
  close();
  ASSERT_TRUE(create(weak(path()), second_key + "\n" + first_key));
  access = create(weak(path()), second_key + "\n" + first_key).value();
  authenticator.emplace(*access);
  EXPECT_EQ(seen(session).value()->csrf, session.answer.csrf);
  close();
  EXPECT_FALSE(create(weak(path()), first_key)) << "the new key is the one that it has now";
  EXPECT_TRUE(create(weak(path()), second_key));
}

TEST_F(AccessTest, takes_another_key_when_it_is_told_that_the_old_one_is_lost) {
  close();
  Access::Settings settings = weak(path());
  settings.key_change = KeyChange::accept;
  EXPECT_TRUE(create(settings, second_key));
  EXPECT_TRUE(create(weak(path()), second_key));
}

TEST_F(AccessTest, does_not_open_what_a_newer_version_wrote) {
  close();
  auto connection = store::Connection::open(path(), store::OpenMode::read_write).value();
  ASSERT_TRUE(
      connection.execute("INSERT INTO store_migration VALUES('access', 99, 'later', 'x', 1)"));
  EXPECT_FALSE(create(weak(path())));
}

TEST_F(AccessTest, remembers_a_bounded_number_of_callers) {
  close();
  Access::Settings settings = weak(path());
  settings.most_cached_callers = 2;
  access = create(settings).value();
  authenticator.emplace(*access);
  std::vector<NewSession> sessions;
  for (int number = 0; number < 5; ++number) {
    sessions.push_back(enter("owner@example.org").value());
    ASSERT_TRUE(seen(sessions.back()));
  }
  EXPECT_EQ(access->callers().size(), 2U);
  for (const NewSession& each : sessions) {
    EXPECT_TRUE(seen(each));
  }
}

TEST_F(AccessTest, asks_the_file_once_for_a_caller_who_comes_often) {
  const NewSession session = enter("owner@example.org").value();
  const Who first = seen(session).value();
  for (int request = 0; request < 10; ++request) {
    EXPECT_EQ(seen(session).value(), first) << "the very same object";
  }
}

TEST_F(AccessTest, refuses_politely_once_it_has_stopped) {
  access->stop();
  EXPECT_EQ(enter("owner@example.org").error().code, ErrorCode::unavailable);
  EXPECT_EQ(create_token(*access, owner->caller, {.name = "x", .scopes = {"*"}}).error().code,
            ErrorCode::unavailable);
}

TEST_F(AccessTest, gives_the_command_line_all_rights_in_one_workspace) {
  const Who local = authenticator->local(owner->caller.workspace);
  EXPECT_EQ(local->kind, CallerKind::local);
  EXPECT_EQ(local->caller.member, MemberId{});
  EXPECT_EQ(local->caller.permissions->names().size(), access->roles().permissions().size());
  EXPECT_TRUE(list_members(*access, local->caller, {}));
}

/// The same with its threads running and the system's own chance.
class BusyAccessTest : public AccessFixture {
 protected:
  void SetUp() override {
    AccessFixture::SetUp();
    authenticator.reset();
    access.reset();
    access = Access::create(weak(path()), test_catalogue(), SealingKey::parse(first_key).value(),
                            clock, chance)
                 .value();
    access->start();
    authenticator.emplace(*access);
  }

  Result<NewSession> enter_now(const std::string& email) {
    std::promise<Result<NewSession>> told;
    sign_in(*access, {email, good_password, {}}, from(),
            [&](Result<NewSession> session) { told.set_value(std::move(session)); });
    return told.get_future().get();
  }

  SystemRandom chance;
};

TEST_F(BusyAccessTest, never_knows_a_session_once_its_end_was_answered) {
  const Who boss = begin(enter_now("owner@example.org").value());
  std::atomic<bool> stop = false;
  std::atomic<int> seen_after_end = 0;
  std::atomic<int> seen_at_all = 0;
  struct Shared {
    std::mutex mutex;
    NewSession session;
    bool is_ended = true;
  } shared;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      while (!stop) {
        std::string cookie;
        bool was_ended = false;
        {
          const std::lock_guard lock(shared.mutex);
          cookie = shared.session.cookie;
          was_ended = shared.is_ended;
        }
        const bool is_known = authenticator->from_session(cookie).has_value();
        seen_at_all += is_known ? 1 : 0;
        seen_after_end += is_known && was_ended ? 1 : 0;
      }
    });
  }
  for (int round = 0; round < 20; ++round) {
    NewSession session = enter_now("owner@example.org").value();
    {
      const std::lock_guard lock(shared.mutex);
      shared.session = session;
      shared.is_ended = false;
    }
    while (!authenticator->from_session(session.cookie)) {
    }
    ASSERT_TRUE(end_session(*access, *boss, {session.answer.session_id}));
    const std::lock_guard lock(shared.mutex);
    shared.is_ended = true;
  }
  stop = true;
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_EQ(seen_after_end, 0);
  EXPECT_GT(seen_at_all, 0);
}

TEST_F(BusyAccessTest, serves_sign_ins_and_changes_from_many_threads) {
  std::vector<std::thread> callers;
  std::atomic<int> let_in = 0;
  const Caller machine = authenticator->local(owner->caller.workspace)->caller;
  for (int number = 0; number < 4; ++number) {
    callers.emplace_back([&, number] {
      for (int round = 0; round < 5; ++round) {
        const std::string email = fmt::format("user{}-{}@example.org", number, round);
        std::promise<Result<MemberCard>> told;
        add_member(*access, machine,
                   {.name = "User", .email = email, .role = "agent", .password = good_password},
                   [&](Result<MemberCard> card) { told.set_value(std::move(card)); });
        const MemberCard card = told.get_future().get().value();
        const NewSession session = enter_now(email).value();
        let_in += authenticator->from_session(session.cookie) ? 1 : 0;
        EXPECT_TRUE(disable_member(*access, machine, {card.id}, card.revision));
        let_in -= authenticator->from_session(session.cookie) ? 1 : 0;
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_EQ(let_in, 20);
}

}  // namespace
}  // namespace kith::access
