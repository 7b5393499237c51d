// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "chance.h"
#include "house.h"
#include "ledger.h"
#include "receivers.h"

namespace kith::simulation {

/// The customers who write and the colleagues who answer, merge, undo and erase: each thing they do
/// is asked for now and answered later, or never. What they are told goes into the ledger.
class People {
 public:
  /// All outlive the people.
  struct Around {
    House& house;
    Ledger& ledger;
    Receivers& receivers;
    Chance& chance;
  };

  explicit People(const Around& around);

  // Customers.
  std::string post();         ///< a batch of new posts, some of them twice or known before
  std::string post_again();   ///< what was posted before comes again
  std::string change_post();  ///< an edit, or a deletion
  std::string bring_history();

  // Colleagues.
  std::string reply();
  std::string reply_again();  ///< the same request under the same key
  std::string take_back();
  std::string note();
  std::string edit_conversation();
  std::string merge_conversations();
  std::string unmerge_conversation();
  std::string merge_persons();
  std::string unmerge_person();
  std::string erase_person();
  std::string search();
  std::string turn_page();
  std::string turn_page_again();

 private:
  struct WrittenPost {
    std::string mark;
    intake::Post post;
  };
  struct Request {
    HttpMethod method = HttpMethod::post;
    std::string path;
    std::string json;
    std::string key = {};
    std::optional<std::int64_t> revision = {};
  };
  using Told = std::function<void(const events::Answer& answer)>;

  WrittenPost& new_post();
  void hand_in(std::vector<WrittenPost> posts, bool is_history);
  void ask(const Request& request, Told told);
  void ask_journal(const Request& request, Told told);
  events::Call call_of(const Route& route, const Request& request, Told told);
  std::int64_t any(const std::string& rows);
  std::int64_t any_conversation() { return any("conversation WHERE deleted_at = 0"); }

  Around around_;
  House& house_;
  Chance& chance_;
  Caller caller_;
  std::vector<WrittenPost> posts_;
  std::vector<Request> replies_;
  std::vector<Request> pages_;
};

}  // namespace kith::simulation
