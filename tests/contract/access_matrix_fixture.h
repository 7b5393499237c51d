// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/access_matrix_examples.h"
#include "contract/data_rows.h"

namespace kith::contract {

/// One operation as the API describes it.
struct ListedOperation {
  std::string id;
  std::string method;  ///< "GET"
  std::string path;
  std::string permission;  ///< "" where none is asked for
  bool is_public = false;
};

/// What a call was answered, and what was asked.
struct Tried {
  WireCall call;
  WireAnswer answer;
  std::string text() const;
};

/// The two companies, the operations of their server, and the things that calls are about.
class AccessMatrix : public testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();

  static Company& company() { return *company_; }
  static const std::vector<ListedOperation>& operations() { return operations_; }
  static Things& ours() { return *ours_; }
  static Things& theirs() { return *theirs_; }
  static DataRows& rows() { return *rows_; }

  /// The example of an operation as a call of `who`, with things named by `of`.
  template <class Of>
  WireCall call(const ListedOperation& operation, const Somebody& who, Of of) {
    const Example& example = examples().at(operation.id);
    std::string body = example.body.is_null() ? "" : example.body.dump();
    WireCall made = call_of(operation.method, with_things(example.target, of));
    if (!body.empty()) {
      made.headers.emplace_back("Content-Type", "application/json");
      made.body = with_things(std::move(body), of);
    }
    if (!example.bytes.empty()) {
      made.headers.emplace_back("Content-Type", "application/octet-stream");
      made.body = example.bytes;
    }
    if (!example.etag_of.empty()) {
      made.headers.emplace_back("If-Match", etag(with_things(example.etag_of, of)));
    }
    return known_as(std::move(made), who, example.known_by);
  }
  Tried send(WireCall call, bool is_stream = false);
  /// As one who is unknown, from an address of their own.
  Tried send_from(std::uint8_t source, WireCall call);
  /// Whether `who` has the permission that the operation asks for.
  static bool may(const Somebody& who, const ListedOperation& operation);
  /// Fails the test, naming the call, where a row changed since `before`; looks only where
  /// something was committed.
  void expect_unchanged(RowHashes& before, const Tried& tried);
  /// Fails where an answer shows what its reader must not see.
  void expect_nothing_private(const Tried& tried, const Somebody& who);

 private:
  static std::string etag(const std::string& place);
  static WireCall known_as(WireCall call, const Somebody& who, KnownBy known_by);

  static std::unique_ptr<Company> company_;
  static std::vector<ListedOperation> operations_;
  static std::unique_ptr<Things> ours_;
  static std::unique_ptr<Things> theirs_;
  static std::unique_ptr<DataRows> rows_;
};

}  // namespace kith::contract
