// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "contract/company.h"

namespace kith::contract {

/// Where nobody listens, and where the company's server may call.
inline constexpr const char* nowhere = "http://127.0.0.1:1/kith";

/// The things of one workspace that calls are about, by name, as "conversation"; made when they
/// are asked for. Ids as the API writes them.
class Things {
 public:
  /// `caller` is whose token and session "token" and "session" are. Company and caller outlive it.
  Things(Company& company, std::string workspace, const Somebody& caller)
      : company_(company), workspace_(std::move(workspace)), caller_(&caller) {}

  const std::string& get(const std::string& name);
  /// From now on everything is made anew, for a call that uses things up, and belongs to `caller`.
  void forget(const Somebody& caller);

  /// Every name there is.
  static const std::map<std::string, std::string>& names();

 private:
  using Json = nlohmann::json;
  void make(const std::string& name);
  void make_conversation(const std::string& prefix);
  void make_merged(const std::string& noun);
  void make_attachment();
  std::string upload_as(const Somebody& who);
  void make_held();
  void make_outbox();
  void make_handoff();
  void make_draft();
  void make_promise();
  void make_touch();
  void make_opt_out();
  void make_channel();
  void make_pushed_channel();
  void make_policy();
  void make_survey();
  void make_audited_message();
  void make_member();
  void make_token();
  void make_session();
  void make_links();
  void make_parked();
  void make_figure();
  void make_priority();
  void make_watch();
  std::string new_episode();
  void make_moved_episode(const std::string& name);
  void make_logistics_thing(const std::string& name);
  void end_override();
  void make_override();
  void make_story();
  void make_marketing_thing(const std::string& name);
  std::string add_request(const std::string& title);
  void make_request();
  void make_merged_request();
  void make_evidence();
  void make_wish();
  Json post(const std::string& path, const Json& body);

  Company& company_;
  std::string workspace_;
  const Somebody* caller_;
  std::map<std::string, std::string> made_;
  std::size_t priorities_ = 0;
  int episodes_ = 0;
};

}  // namespace kith::contract
