// SPDX-License-Identifier: Apache-2.0
#include "host/doctor.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "host/data_folder.h"
#include "host/database_findings.h"
#include "host/server.h"
#include "host/workspace_folder.h"
#include "net/listen_probe.h"
#include "net/local_client.h"

namespace kith::host {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t too_little = std::uintmax_t{200} << 20;
constexpr std::uintmax_t little = std::uintmax_t{2} << 30;
constexpr fs::perms for_others = fs::perms::group_all | fs::perms::others_all;
// kith was not there before.
constexpr Time first_day{1'767'225'600'000'000};

bool is_open_to_others(const std::string& path) {
  std::error_code failed;
  return (fs::status(path, failed).permissions() & for_others) != fs::perms::none;
}

}  // namespace

std::vector<Finding> Doctor::examine() {
  add("settings", Health::ok, "They can be read.");
  if (clock_.now() < first_day) {
    add("clock", Health::fail, "The machine's clock stands before kith was made.",
        "Set it, and keep it with NTP.");
  }
  std::error_code absent;
  if (!fs::exists(settings_.data + "/server.db", absent)) {
    add("data", Health::fail, fmt::format("There is no data in {}.", settings_.data),
        "Name the folder with --data, or make it with kith serve.");
    look_at_port();
    return std::move(findings_);
  }
  look_at_folder();
  look_at_key();
  look_at_disk();
  look_at_server();
  look_at_database("server.db");
  for (const std::int64_t workspace : workspaces_in(settings_.data)) {
    look_at_database(fmt::format("workspaces/{}/kith.db", workspace));
  }
  return std::move(findings_);
}

void Doctor::look_at_folder() {
  const std::string& data = settings_.data;
  if (::access(data.c_str(), R_OK | W_OK | X_OK) != 0) {
    add("data", Health::fail, fmt::format("{}: {}.", data, std::generic_category().message(errno)),
        "Run kith as the user whom the folder belongs to.");
  } else if (is_open_to_others(data)) {
    add("data", Health::warn, fmt::format("Others on this machine may look into {}.", data),
        fmt::format("chmod 700 {}", data));
  } else {
    add("data", Health::ok, fmt::format("{} is ours alone and can be written.", data));
  }
}

void Doctor::look_at_key() {
  const std::string folder = fs::absolute(settings_.data).lexically_normal().string();
  const std::string file = sealing_key_file(settings_, folder);
  std::error_code absent;
  if (!fs::exists(file, absent)) {
    add("key", Health::fail, fmt::format("The key that seals secrets is not at {}.", file),
        "Bring it back from where it is kept; without it sealed secrets are lost.");
  } else if (fs::absolute(file).lexically_normal().string().starts_with(folder + '/')) {
    add("key", Health::fail, fmt::format("The key {} lies in the data folder.", file),
        "Move it out and name it by key_file: a thief of a backup must not have both.");
  } else if (is_open_to_others(file)) {
    add("key", Health::fail,
        fmt::format("Others may read the key {}, so kith does not start with it.", file),
        fmt::format("chmod 600 {}", file));
  } else {
    add("key", Health::ok, fmt::format("{} is there, ours alone and outside the data.", file));
  }
}

void Doctor::look_at_disk() {
  std::error_code failed;
  const fs::space_info space = fs::space(settings_.data, failed);
  const Health health = failed || space.available < too_little ? Health::fail
                        : space.available < little             ? Health::warn
                                                               : Health::ok;
  add("disk", health, fmt::format("{} MB are free for the data.", space.available >> 20),
      health == Health::ok ? "" : "Make room: on a full disk kith refuses to take anything in.");
}

void Doctor::look_at_server() {
  const Result<DataFolder> folder = DataFolder::hold(settings_.data);
  if (folder) {
    add("server", Health::ok, "No server holds the data now.");
    look_at_port();
    return;
  }
  is_served_ = folder.error().code == ErrorCode::conflict;
  const Result<http::Response> ready = net::local_request(
      DataFolder::socket_of(settings_.data), {.path = "/readyz"}, std::chrono::seconds(5));
  if (is_served_ && ready && ready->status == 200) {
    add("server", Health::ok, "The server that holds the data answers and is ready.");
  } else {
    add("server", Health::fail, "Something holds the data and does not answer as ready.",
        "Look into the server's log; if it hangs, end it: what was acknowledged stays.");
  }
}

void Doctor::look_at_port() {
  for (const auto& [name, listen] : {std::pair("http.listen", settings_.http.listen),
                                     std::pair("metrics.listen", settings_.metrics.listen)}) {
    if (listen.empty()) {
      continue;
    }
    const auto address = parse_listen(listen);
    if (!address) {
      add("port", Health::fail, address.error().message, fmt::format("Set {}.", name));
    } else if (const auto why = net::why_not_listening(address->first, address->second)) {
      add("port", Health::fail,
          fmt::format("{}: nobody can listen on {}: {}.", name, listen, why.message()),
          "Stop what listens there, or choose another with --listen.");
    } else {
      add("port", Health::ok, fmt::format("{}: {} is free.", name, listen));
    }
  }
}

void Doctor::look_at_database(const std::string& name) {
  Result<store::Connection> database =
      store::Connection::open(settings_.data + '/' + name, store::OpenMode::read_only);
  if (!database) {
    add("database", Health::fail, fmt::format("{}: {}", name, database.error().message),
        "kith verify says more; a backup has it whole.");
    return;
  }
  for (Finding& finding : look_into(*database, name, clock_.now())) {
    if (finding.name == "lag" && finding.health == Health::warn && !is_served_) {
      finding.mend = "It goes on when kith serves.";
    }
    findings_.push_back(std::move(finding));
  }
}

void Doctor::add(std::string name, Health health, std::string text, std::string mend) {
  findings_.push_back({std::move(name), health, std::move(text), std::move(mend)});
}

}  // namespace kith::host
