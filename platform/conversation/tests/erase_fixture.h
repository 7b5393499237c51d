// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <random>

#include "conversation/erase_person.h"
#include "conversation/erase_purge.h"
#include "conversation/tests/search_fixture.h"

namespace kith::conversation {

/// A workspace in which persons are erased, with words that no other text has.
class EraseFixture : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    purge = std::make_unique<Purge>(
        path(),
        [this](std::string_view sha256) -> Result<void> {
          removed_blobs.emplace_back(sha256);
          return {};
        },
        Purge::Settings{});
  }

  PersonErasure make_erasure(PersonErasure::Settings settings = {}) {
    return {HashKey{}, [this] { ++forgotten; }, settings};
  }
  Result<JobId> erase(PersonErasure& erasure, PersonId person) {
    return in_transaction([&](store::Transaction& transaction) {
      return erasure.erase(transaction, person, {.member = ada});
    });
  }
  /// Goes on until nothing is left; returns how many pieces it took.
  int finish(PersonErasure& erasure) {
    int pieces = 0;
    while (in_transaction([&](store::Transaction& transaction) {
             return erasure.step(transaction);
           }).value()) {
      ++pieces;
    }
    return pieces;
  }
  void finish_purge() {
    while (purge->step(*writer).value()) {
    }
  }

  /// A word that nobody else says. All that is written in a workspace under a name begins so.
  std::string secret() {
    std::string word = "q";
    while (word.size() < 18) {
      word += static_cast<char>('a' + engine() % 26);
    }
    secrets.push_back(word);
    return word;
  }

  /// What of the secrets can still be read in the bytes of the files.
  std::vector<std::string> readable_secrets() const {
    std::string bytes;
    for (const char* file : {"kith.db", "kith.db-wal", "kith.db-shm"}) {
      std::ifstream stream(folder.file(file), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(stream), {});
    }
    std::vector<std::string> readable;
    for (const std::string& word : secrets) {
      // The index writes a word without what it shares with the one before it.
      if (bytes.find(std::string_view(word).substr(5)) != std::string::npos) {
        readable.push_back(word);
      }
    }
    return readable;
  }

  std::unique_ptr<Purge> purge;
  std::vector<std::string> removed_blobs;
  std::vector<std::string> secrets;
  std::mt19937_64 engine{19};
  int forgotten = 0;
};

}  // namespace kith::conversation
