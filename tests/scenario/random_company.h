// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::scenario {

/// A post that the company's customers, or the company elsewhere, have written.
struct WrittenPost {
  std::string id;
  std::string author;
  Direction direction = Direction::inbound;
  std::optional<Time> posted_at;
  MessageId message;  ///< 0 while it has not come
  ConversationId conversation;
  bool is_deleted = false;
};

/// How often one thing was done, and how often it was refused for a reason that may be.
struct Deeds {
  int done = 0;
  int refused = 0;
};

/// Customers and colleagues who do things by chance: one command at a time, the same ones for the
/// same seed. What may not happen to any command, an `internal` error or a form that is refused,
/// throws. Lives as long as its world.
class RandomCompany {
 public:
  RandomCompany(support::World& world, support::FakeChannel& channel, std::uint64_t seed)
      : world_(world), channel_(channel), chance_(seed) {}

  /// Does one thing.
  void act();

  const std::map<std::string, Deeds>& deeds() const { return deeds_; }
  const std::vector<WrittenPost>& posts() const { return posts_; }
  /// The threads in which something was imported as history.
  const std::set<std::int64_t>& history() const { return history_; }
  /// What was done last, for whoever looks for the reason of a failure.
  const std::string& last() const { return last_; }

 private:
  using Act = Result<void> (RandomCompany::*)();
  struct Choice {
    int weight;
    const char* name;
    Act act;
  };
  static const std::vector<Choice>& choices();

  // Customers, in random_customers.cpp.
  Result<void> write_anew();
  Result<void> answer_in_thread();
  Result<void> answer_elsewhere();
  Result<void> answer_what_has_not_come();
  Result<void> come_late();
  Result<void> come_out_of_order();
  Result<void> edit();
  Result<void> take_back();
  Result<void> come_again();
  Result<void> import_history();
  Result<void> come_back_from_the_network();

  // Colleagues, in random_colleagues.cpp.
  Result<void> edit_conversation();
  Result<void> work_on_case();
  Result<void> write_note();
  Result<void> write_reply();
  Result<void> undo_reply();
  Result<void> merge_conversations();
  Result<void> unmerge_conversation();
  Result<void> merge_persons();
  Result<void> unmerge_person();
  Result<void> erase_person();
  Result<void> ask_handoff();
  Result<void> move_handoff();
  Result<void> make_promise();
  Result<void> settle_promise();

  // The same, of sales, in random_sales.cpp.
  Result<void> note_touch();
  Result<void> take_touch_back();
  Result<void> note_opt_out();
  Result<void> end_opt_out();

  // Early warning, in random_logistics.cpp.
  Result<void> change_watch();
  Result<void> move_episode();

  // Word of mouth, in random_mentions.cpp.
  Result<void> correct_mention();
  Result<void> change_audience();

  // Marketing, in random_marketing.cpp.
  Result<void> name_owner();
  Result<void> override_gate();
  Result<void> tell_story();

  // Colleagues of product, in random_product.cpp.
  Result<void> work_on_request();
  Result<void> look_at_wish();
  Result<void> settle_draft();

  // What happens around them, in random_company.cpp.
  Result<void> change_policy();
  Result<void> change_calendar();
  Result<void> change_survey();
  Result<void> answer_survey();
  Result<void> judge_audit();
  Result<void> let_time_pass();
  Result<void> let_lanes_run();
  Result<void> let_all_settle();
  Result<void> carry_replies();
  Result<void> look_replies_up();
  Result<void> break_tally();
  Result<void> mend_tally();
  Result<void> work_figures_out();
  Result<void> restart();

  bool one_in(int times) { return chance_.below(static_cast<std::uint64_t>(times)) == 0; }
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(bound)));
  }
  const support::Colleague& somebody();
  /// The number of a row by chance, more often one of the newest; 1, which nothing has,
  /// when there is none.
  std::int64_t any_of(const std::string& rows);
  std::int64_t any_conversation();
  std::int64_t revision_of(const std::string& table, std::int64_t id);
  std::string any_text();
  /// A post that has come and is still there, nullptr while there is none.
  WrittenPost* any_post();
  Result<void> hand_in(const std::vector<WrittenPost*>& written, std::vector<intake::Post> posts,
                       bool are_history = false);
  WrittenPost& new_post();
  intake::Post post_of(const WrittenPost& written, std::string text);
  Result<void> send(support::Request request);

  support::World& world_;
  support::FakeChannel& channel_;
  SeededRandom chance_;
  std::map<std::string, Deeds> deeds_;
  std::vector<WrittenPost> posts_;
  std::vector<std::string> awaited_;  ///< posts that were answered and have not come
  std::set<std::int64_t> history_;
  std::string last_;
};

}  // namespace kith::scenario
