// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "conversation/permissions.h"
#include "conversation/routes.h"
#include "conversation_fixture.h"
#include "events/handlers.h"
#include "events/platform_executor.h"

namespace kith::conversation {

/// The routes of the shared nouns over a workspace, called as the host calls them.
class ApiFixture : public ConversationFixture {
 protected:
  using Json = nlohmann::json;

  void SetUp() override {
    ConversationFixture::SetUp();
    executor = std::make_unique<events::PlatformExecutor>(*writer, readers, *verbs, codec, clock,
                                                          events::AnswerCache::usual_bytes);
    caller = caller_with(all_permissions());
  }

  static std::vector<std::string> all_permissions() {
    std::vector<std::string> names;
    for (const Permission* permission : conversation_permissions) {
      names.emplace_back(permission->name);
    }
    return names;
  }
  static Caller caller_with(std::vector<std::string> permissions) {
    return {.workspace = {1},
            .member = ada,
            .department = Department::service,
            .permissions = std::make_shared<PermissionSet>(std::move(permissions))};
  }
  static Caller caller_without(const Permission& permission) {
    std::vector<std::string> names = all_permissions();
    std::erase(names, permission.name);
    return caller_with(std::move(names));
  }

  static const Route& route(HttpMethod method, std::string_view path) {
    for (const Route& each : routes()) {
      if (each.method == method && each.path == path) {
        return each;
      }
    }
    ADD_FAILURE() << "no route " << path;
    return routes().front();
  }

  Result<events::Answer> call(const Route& called, events::Object input,
                              std::optional<std::int64_t> revision = {}) {
    std::optional<Result<events::Answer>> answer;
    executor->execute({.route = &called,
                       .caller = caller,
                       .input = std::move(input),
                       .expected_revision = revision,
                       .done = [&](Result<events::Answer> made) { answer = std::move(made); }});
    while (!answer && (writer->commit_waiting() || executor->step())) {
    }
    EXPECT_TRUE(answer) << called.path << " never answered";
    return *std::move(answer);
  }

  /// Calls a route with a JSON input and reads its answer.
  Result<Json> call(HttpMethod method, std::string_view path, const Json& input,
                    std::optional<std::int64_t> revision = {}) {
    const Route& called = route(method, path);
    events::Object object(*called.input);
    KITH_CHECK(JsonReader().read(input.dump(), *called.input, object.get()));
    const events::Answer answer = KITH_TRY(call(called, std::move(object), revision));
    last_revision = answer.revision;
    return Json::parse(answer.body);
  }
  Json must_call(HttpMethod method, std::string_view path, const Json& input,
                 std::optional<std::int64_t> revision = {}) {
    const Result<Json> answer = call(method, path, input, revision);
    EXPECT_TRUE(answer) << path << ": " << answer.error().message << answer.error().detail
                        << (answer.error().faults.empty() ? "" : answer.error().faults[0].pointer);
    return answer.value_or(Json());
  }
  Json get(std::string_view path, const Json& input) {
    return must_call(HttpMethod::get, path, input);
  }
  Json post(std::string_view path, const Json& input) {
    return must_call(HttpMethod::post, path, input);
  }
  ErrorCode refused(HttpMethod method, std::string_view path, const Json& input,
                    std::optional<std::int64_t> revision = {}) {
    const Result<Json> answer = call(method, path, input, revision);
    EXPECT_FALSE(answer) << *answer;
    return answer ? ErrorCode::internal : answer.error().code;
  }

  template <class AnId>
  static std::string text_of(AnId id) {
    return fmt::to_string(id.value);
  }

  events::JsonCodec codec;
  store::ReaderPool readers{{.path = path()}, registry, clock};
  std::unique_ptr<events::PlatformExecutor> executor;
  Caller caller;
  std::optional<std::int64_t> last_revision;
};

}  // namespace kith::conversation
