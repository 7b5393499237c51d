// SPDX-License-Identifier: Apache-2.0
#include "faulty_company.h"

#include <fmt/format.h>

#include "builtin_modules.h"
#include "store/database_copy.h"
#include "support/world_server.h"

namespace kith::fault {
namespace {

using support::need;

constexpr std::size_t most_rounds = 60;
constexpr std::size_t most_steps = 50;
constexpr Duration longer_than_a_pause = std::chrono::seconds(20);

intake::Post post(std::string id, std::string author, std::string text, std::string answers = {}) {
  intake::Post post;
  post.native_id = std::move(id);
  post.author = {author, author};
  post.text = std::move(text);
  post.in_reply_to = std::move(answers);
  return post;
}

/// How an operation is answered at the edge: by a router, or by the end of a command.
template <class Operation>
Answered answered(const Operation& operation) {
  try {
    Result<void> done = operation();
    return done ? Answered{.is_acknowledged = true} : Answered{.error = std::move(done).error()};
  } catch (const std::bad_alloc&) {
    return {};
  }
}

}  // namespace

FaultyCompany::FaultyCompany()
    : data_(folder_.file("data")),
      path_(data_ + "/workspaces/1/kith.db"),
      disk_(data_ + '/'),
      log_(clock_, Logger::Level::error, [](std::string_view) {}) {
  for (const Module* module : builtin_modules()) {
    if (module->name == "service") {
      modules_.push_back(module);
    }
  }
  need(open());
  need(workspace_->intake().take_in(earlier(), {}));
  if (!finish_lane()) {
    throw std::runtime_error("the lane stands still");
  }
}

Result<void> FaultyCompany::open() {
  workspace_.reset();
  must_stop_ = false;
  workspace_ = KITH_TRY(host::Workspace::open(
      WorkspaceId{1}, {.folder = data_ + "/workspaces/1", .readers = 2, .lanes = {}},
      {.modules = modules_, .clock = clock_, .random = random_, .members = members_, .log = log_}));
  workspace_->on_fatal([this](const Error&) { must_stop_ = true; });
  return {};
}

std::vector<intake::Post> FaultyCompany::earlier() {
  return {post("1", "ada", "Where is my parcel? It was due on Monday."),
          post("2", "ben", "The lamp that came is broken. I want my money back."),
          post("3", "ada", "Nobody answers. This is my second question.", "1")};
}

std::vector<intake::Post> FaultyCompany::batch() {
  return {post("4", "cleo", "Do you deliver to Bergen? I would need it by Friday."),
          post("5", "ben", "And the cable is missing, too.", "2"),
          post("1", "ada", "Where is my parcel? It was due on Monday.")};
}

Answered FaultyCompany::take_in(std::vector<intake::Post> posts) {
  return answered([&]() -> Result<void> {
    KITH_TRY(workspace_->intake().take_in(std::move(posts), {}));
    return {};
  });
}

void FaultyCompany::step_lane() {
  for (std::size_t step = 0; step < most_steps && workspace_->bus().step(); ++step) {
  }
}

bool FaultyCompany::finish_lane() {
  for (std::size_t round = 0; round < most_rounds; ++round) {
    step_lane();
    store::Connection look = need(store::Connection::open(path_, store::OpenMode::read_only));
    if (workspace_->bus().lane("service")->cursor() == workspace_->writer().last_sequence() &&
        need(look.number("SELECT count(*) FROM bus_hold")) == 0) {
      return true;
    }
    clock_.advance(longer_than_a_pause);
  }
  return false;
}

std::string FaultyCompany::rows() const {
  return dump(true);
}

std::string FaultyCompany::counts() const {
  return dump(false);
}

std::string FaultyCompany::dump(bool with_rows) const {
  store::Connection look = need(store::Connection::open(path_, store::OpenMode::read_only));
  store::Prepared tables = need(look.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
      "AND name NOT LIKE 'sqlite_%' ORDER BY name"));
  std::string all;
  while (need(tables.step())) {
    const std::string name(tables.text(0));
    if (!with_rows && (name == "bus_hold" || name == "bus_cursor")) {
      continue;
    }
    all += fmt::format("{} {}\n", name, need(look.number("SELECT count(*) FROM " + name)));
    store::Prepared rows = need(look.prepare("SELECT * FROM " + name));
    while (with_rows && need(rows.step())) {
      for (int column = 0; column < rows.columns(); ++column) {
        all += fmt::format("{}|", rows.text(column));
      }
      all += '\n';
    }
  }
  return all;
}

std::string FaultyCompany::damage() const {
  const Result<store::DatabaseReport> report = store::check_database(path_);
  return report ? "" : report.error().message + " " + report.error().detail;
}

}  // namespace kith::fault
