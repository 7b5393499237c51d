// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kith/context.h>

#include "evidence.h"
#include "sketches.h"

namespace kith::people {

/// A colleague whose own past answers were to questions like the one at hand. No score: only what
/// was asked, what was answered, and whether it helped.
struct Expert {
  MemberId member_id;
  Department department = Department::none;
  std::vector<Evidence> evidence;

  static consteval auto describe() {
    return described("A colleague who has answered questions like it.",
                     field<&Expert::member_id>("Who."),
                     field<&Expert::department>("In which department now."),
                     field<&Expert::evidence>("The most alike questions that they answered, the "
                                              "most alike first, at most 3."));
  }
};

/// What a search for experts came to.
struct Experts {
  std::vector<Expert> colleagues;
  std::int64_t compared = 0;
  std::int64_t most_compared = 0;
  std::int32_t least_likeness = 0;
  std::string reason;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "Who could answer, from their own past answers.",
        field<&Experts::colleagues>("By their most alike question; at most 5."),
        field<&Experts::compared>("How many answered questions it was compared with."),
        field<&Experts::most_compared>("With how many at most: the newest ones."),
        field<&Experts::least_likeness>("What was less alike, in 1/10 000, was passed over."),
        field<&Experts::reason>("Why there is nobody, where there is nobody.", defaults),
        field<&Experts::links>("Where there is more to read."));
  }
};

/// Who could answer a text, `except` being the message that it is of. Colleagues who left, and
/// answers to excluded persons, are passed over.
Result<Experts> find_experts(QueryContext& context, std::string_view text, MessageId except);

/// The text of what somebody outside wrote; `not_found` with the reason where there is none.
Result<std::string> text_to_answer(Reader& reader, MessageId message);

}  // namespace kith::people
