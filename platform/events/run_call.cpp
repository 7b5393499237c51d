// SPDX-License-Identifier: Apache-2.0
#include "events/run_call.h"

#include <fmt/format.h>

#include "base/described_writer.h"

namespace kith::events {
namespace {

template <class Stage>
auto guarded(const Call& call, Stage stage) -> decltype(stage()) {
  try {
    return stage();
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal, "kith made a mistake; nothing was changed.",
                fmt::format("route {} threw: {}", call.route->path, thrown.what()));
  } catch (...) {
    return fail(ErrorCode::internal, "kith made a mistake; nothing was changed.",
                fmt::format("route {} threw something", call.route->path));
  }
}

std::optional<std::int64_t> revision_of(const Object& output) {
  for (const Field& field : output.type().fields) {
    if (field.name == "revision" && field.type->kind == Kind::integer) {
      return integer_value(*field.type, field.in(output.get()));
    }
  }
  return std::nullopt;
}

Answer answer_from(const Object& output) {
  Answer answer;
  write_json(answer.body, output.type(), output.get());
  answer.revision = revision_of(output);
  return answer;
}

}  // namespace

Result<Answered> run_query(Call& call, const Surroundings& around) {
  return guarded(call, [&]() -> Result<Answered> {
    KITH_CHECK(call.caller.require(*call.route->permission));
    QueryContext context(call.caller, around.reader, around.texts, around.now);
    Object output(*call.route->output);
    KITH_CHECK(call.route->query(context, call.input.get(), output.get()));
    return Answered{answer_from(output), context.asked()};
  });
}

Result<void> run_command(Call& call, const Surroundings& around, WriteSet& writes, Mint& mint) {
  return guarded(call, [&]() -> Result<void> {
    KITH_CHECK(call.caller.require(*call.route->permission));
    CommandContext context(call.caller, around.reader, around.texts, writes, mint, around.now,
                           call.expected_revision);
    return call.route->command(context, call.input.get());
  });
}

Result<Created> commit_command(store::Transaction& transaction, const Call& call, WriteSet& writes,
                               std::string_view module, VerbHandler& verbs) {
  if (call.repeat) {
    std::optional<Created> earlier = KITH_TRY(find_repeat(transaction.reader(), *call.repeat));
    if (earlier) {
      return *std::move(earlier);
    }
  }
  Created created =
      KITH_TRY(apply_write_set(transaction, writes, call.caller.member, module, verbs));
  if (call.repeat) {
    KITH_CHECK(remember_repeat(transaction, *call.repeat, created));
  }
  return created;
}

Result<Answer> run_answer(Call& call, const Surroundings& around, const Created& created) {
  if (call.route->answer == nullptr) {
    return Answer{};
  }
  return guarded(call, [&]() -> Result<Answer> {
    QueryContext context(call.caller, around.reader, around.texts, around.now);
    Object output(*call.route->output);
    KITH_CHECK(call.route->answer(context, call.input.get(), created, output.get()));
    return answer_from(output);
  });
}

}  // namespace kith::events
