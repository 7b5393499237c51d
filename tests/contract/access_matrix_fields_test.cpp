// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "contract/access_matrix_fixture.h"

/// Members that a body must not have: they are refused by name and nothing is changed.
namespace kith::contract {
namespace {

using nlohmann::json;

std::string escaped(std::string text) {
  for (std::size_t at = text.find_first_of("~/"); at != std::string::npos;
       at = text.find_first_of("~/", at + 2)) {
    text.replace(at, 1, text[at] == '~' ? "~0" : "~1");
  }
  return text;
}

bool names_field(const WireAnswer& answer, const std::string& pointer) {
  const json body = answer.json();
  for (const json& error : body.value("errors", json::array())) {
    if (error.value("pointer", "") == pointer && error.value("code", "") == "unknown_field") {
      return true;
    }
  }
  return false;
}

/// The members that an operation's body may have, as described.
std::set<std::string> members_of(const json& document, const ListedOperation& operation) {
  std::string method;
  for (const char c : operation.method) {
    method.push_back(static_cast<char>(c | 0x20));
  }
  const json& described = document["paths"][operation.path][method];
  std::set<std::string> names;
  if (!described.contains("requestBody")) {
    return names;
  }
  if (!described["requestBody"]["content"].contains("application/json")) {
    return names;
  }
  const std::string reference =
      described["requestBody"]["content"]["application/json"]["schema"]["$ref"];
  for (const auto& [name, schema] :
       document["components"]["schemas"][reference.substr(reference.rfind('/') + 1)]["properties"]
           .items()) {
    names.insert(name);
  }
  return names;
}

TEST_F(AccessMatrix, refuses_members_that_nobody_described_in_every_body) {
  const char* folder = std::getenv("KITH_TEST_DATA");
  std::ifstream file(std::string(folder == nullptr ? "" : folder) +
                     "/hostile/api/mass-assign-fields.json");
  if (!file) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/api";
  }
  std::vector<std::string> fields{"__proto__", "workspace", "member", "actor", "is_admin"};
  for (const json& each : json::parse(file)) {
    fields.push_back(each["v"]);
  }
  const json document = company().wire().send(call_of("GET", "/api/openapi.json")).json();
  // A test before this one may have used them up.
  for (const auto& [name, maker] : Things::names()) {
    ours().get(name);
  }
  rows().settle();
  RowHashes before = rows().hashes();
  const Somebody& owner = company().member("owner");
  int tries = 0;
  std::uint8_t source = 20;
  for (const ListedOperation& operation : operations()) {
    if (operation.method == "GET" || operation.method == "DELETE") {
      continue;
    }
    const std::set<std::string> known = members_of(document, operation);
    const WireCall valid =
        call(operation, owner, [](const std::string& name) { return ours().get(name); });
    ++source;
    for (const std::string& field : fields) {
      if (known.contains(field)) {
        continue;
      }
      WireCall with_field = valid;
      if (!examples().at(operation.id).bytes.empty()) {
        // Its members are in the query.
        with_field.target += "&" + field + "=1";
      } else {
        json body = valid.body.empty() ? json::object() : json::parse(valid.body);
        body[field] = "1";
        with_field.body = body.dump();
        if (valid.body.empty()) {
          with_field.headers.emplace_back("Content-Type", "application/json");
        }
      }
      const Tried tried = operation.is_public ? send_from(source, std::move(with_field))
                                              : send(std::move(with_field));
      ++tries;
      EXPECT_EQ(tried.answer.status, 400) << tried.text();
      EXPECT_TRUE(names_field(tried.answer, "/" + escaped(field))) << field << " " << tried.text();
      expect_unchanged(before, tried);
    }
  }
  rows().settle();
  EXPECT_EQ(differences(before, rows().hashes()), "");
  fmt::print("access matrix: {} bodies with a member too many\n", tries);
}

}  // namespace
}  // namespace kith::contract
