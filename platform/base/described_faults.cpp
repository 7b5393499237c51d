// SPDX-License-Identifier: Apache-2.0
#include "base/described_faults.h"

#include <fmt/format.h>

#include <utility>

#include "base/described_words.h"
#include "base/utf8.h"

namespace kith {

namespace {

constexpr std::size_t longest_shown_name = 100;

/// A name that a stranger chose, cut where it is long, at a code point.
std::string shown(std::string_view name) {
  if (name.size() <= longest_shown_name) {
    return std::string(name);
  }
  std::size_t end = longest_shown_name;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(name.substr(0, end)) + "…";
}

}  // namespace

std::string InputPath::pointer() const {
  if (parent_ == nullptr) {
    return {};
  }
  std::string out = parent_->pointer();
  out += '/';
  if (index_ != no_index) {
    return out + std::to_string(index_);
  }
  for (const char c : shown(name_)) {
    switch (c) {
      case '~': out += "~0"; break;
      case '/': out += "~1"; break;
      default: out += c;
    }
  }
  return out;
}

void FaultList::add(const InputPath& path, std::string_view code, std::string message) {
  if (!full()) {
    faults_.push_back({path.pointer(), std::string(code), std::move(message)});
  }
}

Result<void> FaultList::take_result() {
  if (faults_.empty()) {
    return {};
  }
  Error error{.code = ErrorCode::invalid, .message = {}};
  if (faults_.size() == 1) {
    error.message = faults_[0].message;
    error.field = faults_[0].pointer;
  } else if (full()) {
    error.message = fmt::format("At least {} things are wrong with this input.", faults_.size());
  } else {
    error.message = fmt::format("{} things are wrong with this input.", faults_.size());
  }
  error.faults = std::exchange(faults_, {});
  return std::unexpected(std::move(error));
}

void add_unknown_field(FaultList& faults, const InputPath& path, const Type& type,
                       std::string_view name) {
  const std::string_view nearest = nearest_name(type, name);
  std::string message = fmt::format("There is no \"{}\" here", shown(name));
  message += nearest.empty() ? std::string(".") : fmt::format("; is \"{}\" meant?", nearest);
  faults.add(path.member(name), "unknown_field", std::move(message));
}

void add_missing_fields(FaultList& faults, const InputPath& path, const Type& type,
                        std::uint64_t given) {
  std::uint64_t bit = 1;
  for (const Field& field : type.fields) {
    if (field.presence == Presence::required && (given & bit) == 0) {
      faults.add(path.member(field.name), "required",
                 "Is required: " + described_words(*field.type, field.limits) + ".");
    }
    bit <<= 1;
  }
}

}  // namespace kith
