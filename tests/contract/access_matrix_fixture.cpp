// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_fixture.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace kith::contract {
namespace {

using nlohmann::json;

std::vector<ListedOperation> read_operations(Wire& wire) {
  std::vector<ListedOperation> operations;
  const json document = wire.send(call_of("GET", "/api/openapi.json")).json();
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      std::string word = method;
      std::ranges::transform(word, word.begin(),
                             [](char c) { return static_cast<char>(c & ~0x20); });
      operations.push_back(
          {.id = operation["operationId"],
           .method = word,
           .path = path,
           .permission = operation.value("x-permission", ""),
           .is_public = operation.contains("security") && operation["security"].empty()});
    }
  }
  return operations;
}

}  // namespace

std::unique_ptr<Company> AccessMatrix::company_;
std::vector<ListedOperation> AccessMatrix::operations_;
std::unique_ptr<Things> AccessMatrix::ours_;
std::unique_ptr<Things> AccessMatrix::theirs_;
std::unique_ptr<DataRows> AccessMatrix::rows_;

std::string Tried::text() const {
  return call.method + " " + call.target + " " + call.body.substr(0, 300) + "\n  answered " +
         std::to_string(answer.status) + " " + answer.body.substr(0, 400);
}

void AccessMatrix::SetUpTestSuite() {
  company_ = std::make_unique<Company>();
  operations_ = read_operations(company_->wire());
  theirs_ = std::make_unique<Things>(*company_, company_->other_workspace(), company_->stranger());
  ours_ = std::make_unique<Things>(*company_, company_->workspace(), company_->member("owner"));
  for (const auto& [name, maker] : Things::names()) {
    theirs_->get(name);
  }
  // An id is made of the second, so that of two workspaces it may be the same one.
  std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
  for (const auto& [name, maker] : Things::names()) {
    ours_->get(name);
  }
  rows_ = std::make_unique<DataRows>(company_->data());
  rows_->settle();
}

void AccessMatrix::TearDownTestSuite() {
  rows_.reset();
  ours_.reset();
  theirs_.reset();
  company_.reset();
}

// Always as its owner reads it, whoever calls: a refusal must not hang on a wrong revision.
std::string AccessMatrix::etag(const std::string& place) {
  const std::size_t mark = place.find('#');
  const std::string target = place.substr(0, mark);
  for (const Somebody* owner : {&company_->members().front(), &company_->stranger()}) {
    const WireAnswer answer = company_->wire().send(call_of("GET", target).as(owner->token));
    if (answer.status == 200 && mark == std::string::npos) {
      return answer.header("etag");
    }
    if (answer.status == 200) {
      const json list = answer.json();
      for (const json& item : list["items"]) {
        if (item.value("id", "") == place.substr(mark + 1)) {
          return "\"" + item["revision"].dump() + "\"";
        }
      }
    }
  }
  return "\"1\"";
}

WireCall AccessMatrix::known_as(WireCall call, const Somebody& who, KnownBy known_by) {
  if (known_by == KnownBy::nothing) {
    return call;
  }
  if (known_by == KnownBy::session && !who.cookie.empty()) {
    return call.with("Cookie", who.cookie)
        .with("Sec-Fetch-Site", "same-origin")
        .with("X-Csrf-Token", who.csrf);
  }
  return call.as(who.token);
}

Tried AccessMatrix::send(WireCall call, bool is_stream) {
  if (!is_stream) {
    WireAnswer answer = company_->wire().send(call);
    return {std::move(call), std::move(answer)};
  }
  Wire stream(company_->port());
  WireAnswer answer = stream.open_stream(call);
  answer.body = stream.read_stream(std::chrono::milliseconds(150));
  return {std::move(call), std::move(answer)};
}

Tried AccessMatrix::send_from(std::uint8_t source, WireCall call) {
  Wire wire(company_->port(), source);
  WireAnswer answer = wire.send(call);
  return {std::move(call), std::move(answer)};
}

bool AccessMatrix::may(const Somebody& who, const ListedOperation& operation) {
  return operation.permission.empty() || who.permissions.contains(operation.permission);
}

void AccessMatrix::expect_unchanged(RowHashes& before, const Tried& tried) {
  if (!rows_->is_touched()) {
    return;
  }
  RowHashes now = rows_->hashes();
  EXPECT_EQ(differences(before, now), "") << tried.text();
  before = std::move(now);
}

void AccessMatrix::expect_nothing_private(const Tried& tried, const Somebody& who) {
  const bool is_theirs = &who == &company_->stranger();
  EXPECT_EQ(tried.answer.body.find(is_theirs ? "canary_ours" : "canary_theirs"), std::string::npos)
      << who.name << " " << tried.text();
  if (!who.permissions.contains("conversation.note.read")) {
    EXPECT_EQ(tried.answer.body.find("canary_note"), std::string::npos)
        << who.name << " " << tried.text();
  }
}

}  // namespace kith::contract
