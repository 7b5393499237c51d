// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contract/http_wire.h"
#include "scenario/kith_process.h"

namespace kith::contract {

/// The ten roles that every workspace has.
inline const std::vector<std::string> all_roles{
    "owner",     "administrator", "agent",    "product_manager", "sales",
    "logistics", "people",        "marketer", "viewer",          "agency"};

/// Somebody who calls the API with a token, and with a session where one is needed.
struct Somebody {
  std::string name;  ///< of the role, or what is special about them
  std::string member;
  std::string token;
  std::string cookie;
  std::string csrf;
  std::string session;
  std::set<std::string> permissions;
};

/// Two companies on one server, run by the real executable: the first with a member of each role,
/// the second with an owner. All texts of the first hold the word canary_ours, of the second
/// canary_theirs, of notes canary_note, so that an answer shows what it must not.
class Company {
 public:
  Company();
  ~Company();

  Wire& wire() { return *wire_; }
  std::uint16_t port() const { return port_; }
  const std::string& data() const { return data_; }
  const std::string& workspace() const { return ours_; }
  const std::string& other_workspace() const { return theirs_; }
  const std::vector<Somebody>& members() const { return members_; }
  const Somebody& member(const std::string& role) const;
  /// The owner of the other workspace.
  const Somebody& stranger() const { return stranger_; }
  const Somebody& owner_of(const std::string& workspace) const {
    return workspace == ours_ ? members_.front() : stranger_;
  }
  /// The status with which the first owner's one-time link was answered.
  int owner_link_status() const { return owner_link_status_; }
  /// Sequences of events of the service module that wait to be replayed or skipped, ours and then
  /// one that is theirs.
  std::vector<std::int64_t>& parked() { return parked_; }
  std::int64_t their_parked() const { return their_parked_; }

  /// As the machine's owner, in one of the workspaces; fails the test unless it goes well.
  nlohmann::json locally(const WireCall& call, const std::string& workspace);
  /// The same as the workspace's owner, who has a name that replies are signed with.
  nlohmann::json as_owner(const WireCall& call, const std::string& workspace);
  /// A token of a member with these scopes.
  std::string token_of(const std::string& member, const std::string& workspace,
                       const nlohmann::json& scopes);
  /// Adds an active member to our company.
  Somebody add_member(const std::string& role, const std::string& email,
                      const std::string& workspace);
  /// Begins a session; the password is everybody's.
  void sign_in(Somebody& somebody, const std::string& email);
  /// What the server wrote to its output and its log since it began.
  std::string said() const;
  /// The server's process.
  int process() const { return server_->id(); }

 private:
  void start();
  void claim();
  void fill();
  void park();
  void read_permissions(Somebody& somebody);

  std::string folder_;
  std::string data_;
  std::unique_ptr<scenario::KithProcess> server_;
  std::unique_ptr<Wire> wire_;
  std::unique_ptr<Wire> local_;
  std::uint16_t port_ = 0;
  std::string ours_;
  std::string theirs_;
  std::vector<Somebody> members_;
  Somebody stranger_;
  int owner_link_status_ = 0;
  std::vector<std::int64_t> parked_;
  std::int64_t their_parked_ = 0;
};

inline constexpr const char* password = "correct horse battery staple";

}  // namespace kith::contract
