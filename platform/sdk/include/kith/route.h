// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <kith/context.h>

namespace kith {

/// The verbs of HTTP that a route may have; `del` is DELETE.
enum class HttpMethod : std::uint8_t { get, post, put, patch, del };

/// Whether a route only reads, or has the writer change something.
enum class RouteKind : std::uint8_t { query, command };

/// What a command's write set made, for the answer: the number that each verb gave to what it
/// created (0 where it created nothing), the sequence of each event, and the numbers that the
/// command minted, each in order. A repeated request is answered with those of the first.
struct Created {
  std::vector<std::int64_t> verbs;
  std::vector<Sequence> events;
  std::vector<std::int64_t> minted;

  /// The id that the command's mint number `place` gave; `not_found` when it minted fewer.
  template <OwnId AnId>
  Result<AnId> minted_id(std::size_t place = 0) const {
    if (place >= minted.size()) {
      return fail(ErrorCode::not_found, "It is not known any more which one was made.");
    }
    return AnId{minted[place]};
  }
};

/// One operation of the API. Path and query parameters and the JSON body fill the described input;
/// the described output is answered. A member `revision` of the output becomes the ETag. The caller
/// has the permission when a handler is called: it asks only for what goes beyond.
struct Route {
  HttpMethod method;
  std::string_view path;  ///< as "/cases/{case_id}/resolve", below the owner's prefix
  const Permission* permission;
  std::string_view summary;
  RouteKind kind;
  const Type* input;
  const Type* output;  ///< nullptr: 204
  /// Query: fills `out`, a fresh output object.
  Result<void> (*query)(QueryContext& context, const void* in, void* out) = nullptr;
  /// Command: fills the context's write set.
  Result<void> (*command)(CommandContext& context, const void* in) = nullptr;
  /// Command with an output: reads it from a snapshot that has the command's effects.
  Result<void> (*answer)(QueryContext& context, const void* in, const Created& created,
                         void* out) = nullptr;
};

namespace detail {

template <class F>
struct RouteSignature;
template <class Context, class In, class Out>
struct RouteSignature<Result<Out> (*)(Context&, const In&)> {
  using ContextType = Context;
  using Input = In;
  using Output = Out;
};
template <class In, class Out>
struct RouteSignature<Result<Out> (*)(QueryContext&, const In&, const Created&)> {
  using Input = In;
  using Output = Out;
};

template <auto Handler>
Result<void> call_query(QueryContext& context, const void* in, void* out) {
  using Signature = RouteSignature<decltype(Handler)>;
  using Output = typename Signature::Output;
  Result<Output> result = Handler(context, *static_cast<const typename Signature::Input*>(in));
  if (!result) {
    return std::unexpected(std::move(result).error());
  }
  *static_cast<Output*>(out) = *std::move(result);
  return {};
}

template <auto Handler>
Result<void> call_command(CommandContext& context, const void* in) {
  using Signature = RouteSignature<decltype(Handler)>;
  return Handler(context, *static_cast<const typename Signature::Input*>(in));
}

template <auto Handler>
Result<void> call_answer(QueryContext& context, const void* in, const Created& created, void* out) {
  using Signature = RouteSignature<decltype(Handler)>;
  using Output = typename Signature::Output;
  Result<Output> result =
      Handler(context, *static_cast<const typename Signature::Input*>(in), created);
  if (!result) {
    return std::unexpected(std::move(result).error());
  }
  *static_cast<Output*>(out) = *std::move(result);
  return {};
}

}  // namespace detail

/// A question: `Result<Output> f(QueryContext&, const Input&)`; the types are read off the
/// signature.
template <auto Handler>
constexpr Route query(HttpMethod method, std::string_view path, const Permission& permission,
                      std::string_view summary) {
  using Signature = detail::RouteSignature<decltype(Handler)>;
  static_assert(std::is_same_v<typename Signature::ContextType, QueryContext>);
  return {method,
          path,
          &permission,
          summary,
          RouteKind::query,
          &TypeOf<typename Signature::Input>::type,
          &TypeOf<typename Signature::Output>::type,
          &detail::call_query<Handler>};
}

/// A command without an output: `Result<void> f(CommandContext&, const Input&)`.
template <auto Handler>
constexpr Route command(HttpMethod method, std::string_view path, const Permission& permission,
                        std::string_view summary) {
  using Signature = detail::RouteSignature<decltype(Handler)>;
  static_assert(std::is_same_v<typename Signature::ContextType, CommandContext>);
  static_assert(std::is_same_v<typename Signature::Output, void>);
  return {method,
          path,
          &permission,
          summary,
          RouteKind::command,
          &TypeOf<typename Signature::Input>::type,
          nullptr,
          nullptr,
          &detail::call_command<Handler>};
}

/// A command and what it answers once it is stored and this module has folded it in:
/// `Result<Output> g(QueryContext&, const Input&, const Created&)`.
template <auto Handler, auto Answer>
constexpr Route command(HttpMethod method, std::string_view path, const Permission& permission,
                        std::string_view summary) {
  using Signature = detail::RouteSignature<decltype(Answer)>;
  static_assert(std::is_same_v<typename Signature::Input,
                               typename detail::RouteSignature<decltype(Handler)>::Input>);
  Route route = command<Handler>(method, path, permission, summary);
  route.output = &TypeOf<typename Signature::Output>::type;
  route.answer = &detail::call_answer<Answer>;
  return route;
}

/// An input or output without members.
struct Nothing {
  static consteval auto describe() { return described("Nothing."); }
};

}  // namespace kith
