// SPDX-License-Identifier: Apache-2.0
#include "conversation/verbs.h"

#include <fmt/format.h>

#include "conversation/verb_scope.h"

namespace kith::conversation {

Verbs::Verbs(Mints& mints, Random& random, const MemberDirectory& members, Settings settings)
    : mints_(mints), random_(random), members_(members), settings_(std::move(settings)) {}

Result<std::int64_t> Verbs::apply(store::Transaction& transaction, const events::Actor& actor,
                                  const Verb& verb) {
  const VerbScope scope{transaction, actor, mints_, random_, members_, settings_};
  return std::visit([&](const auto& each) { return apply_verb(scope, each); }, verb);
}

Result<std::string> VerbScope::member_name(MemberId member, std::string_view pointer) const {
  std::optional<std::string> name = member ? members.name_of(member) : std::nullopt;
  if (!name) {
    return fail_at(ErrorCode::rule, std::string(pointer), "Nobody here has this number.");
  }
  return *std::move(name);
}

Result<void> check_revision(std::optional<std::int64_t> expected, std::int64_t revision) {
  if (expected && *expected != revision) {
    return fail(ErrorCode::stale,
                fmt::format("It was changed since you read it: you saw revision {}, now it is {}. "
                            "Look at it again, then decide.",
                            *expected, revision));
  }
  return {};
}

}  // namespace kith::conversation
