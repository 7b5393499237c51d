// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/route.h>

#include "evidence.h"
#include "share.h"

/// The routes /helped and /mine: who has helped with what.
namespace kith::people {

struct ListHelped {
  std::int32_t days = 28;
  std::string member;

  static consteval auto describe() {
    return described(
        "Whose answers, and of which time.",
        field<&ListHelped::days>("How many days back from now.", range{1, 92}, defaults),
        field<&ListHelped::member>("me or a member's id; all where it is left out.", length{0, 20},
                                   example{"\"me\""}, defaults));
  }
};

struct ListMine {
  std::int32_t days = 28;

  static consteval auto describe() {
    return described("Of which time.", field<&ListMine::days>("How many days back from now.",
                                                              range{1, 92}, defaults));
  }
};

/// What one colleague answered.
struct Help {
  MemberId member_id;
  Department department = Department::none;
  std::int64_t questions = 0;
  std::int64_t answers = 0;
  std::int64_t helped = 0;
  std::int64_t did_not = 0;
  std::int64_t open = 0;
  Share share;
  std::vector<Evidence> newest;

  static consteval auto describe() {
    return described("What one colleague answered.", field<&Help::member_id>("Who."),
                     field<&Help::department>("In which department now."),
                     field<&Help::questions>("Questions of customers that they answered."),
                     field<&Help::answers>("The messages with which they did."),
                     field<&Help::helped>("Questions whose answer helped."),
                     field<&Help::did_not>("Questions after whose answer the asker asked again."),
                     field<&Help::open>("Questions of which nobody can say yet."),
                     field<&Help::share>("Helped, of those of which somebody can say."),
                     field<&Help::newest>("The newest answered questions behind it, at most 3."));
  }
};

struct HelpedList {
  std::string metric = "people.helped";
  std::int32_t version = 1;
  Time from;
  Time to;
  std::int64_t counted = 0;
  bool is_cut = false;
  std::vector<Help> colleagues;

  static consteval auto describe() {
    return described(
        "Who has helped with what. In the order of the colleagues' numbers: this is no ranking.",
        field<&HelpedList::metric>("The figure's name."),
        field<&HelpedList::version>("The version of its definition."),
        field<&HelpedList::from>("From when on."), field<&HelpedList::to>("Until when."),
        field<&HelpedList::counted>("How many answered questions it is made of."),
        field<&HelpedList::is_cut>("Whether there were more than 20 000, and only the newest are "
                                   "counted."),
        field<&HelpedList::colleagues>("Everybody who answered something."));
  }
};

Result<HelpedList> list_helped(QueryContext& context, const ListHelped& input);
Result<HelpedList> list_mine(QueryContext& context, const ListMine& input);

}  // namespace kith::people
