// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "host/answer_once.h"
#include "http/preconditions.h"

/// Endpoints made of access's use cases.
namespace kith::host {

/// An endpoint of a use case `Result<Output> f(access::Access&, const Caller&, const Input&)`.
template <auto UseCase>
struct Mounted;
template <class Output, class Input,
          Result<Output> (*UseCase)(access::Access&, const Caller&, const Input&)>
struct Mounted<UseCase> {
  static http::RawEndpoint make(access::Access& access, http::Method method, std::string_view path,
                                const Permission& permission, std::string_view summary) {
    http::RawEndpoint endpoint{.method = method,
                               .path = std::string(path),
                               .owner = "access",
                               .summary = std::string(summary),
                               .gate = http::Gate::behind(permission),
                               .handler =
                                   [&access](http::RawCall call, const http::Reply& reply) {
                                     const auto answer = UseCase(access, call.admitted->caller,
                                                                 call.input_as<Input>());
                                     if constexpr (!std::is_void_v<Output>) {
                                       if (call.request.method == http::Method::get) {
                                         answer_read(reply, call.request, answer);
                                         return;
                                       }
                                     }
                                     answer_with(reply, answer);
                                   },
                               .input = &TypeOf<Input>::type};
    if constexpr (std::is_void_v<Output>) {
      endpoint.status = 204;
    } else {
      endpoint.output = &TypeOf<Output>::type;
    }
    endpoint.rate_class =
        method == http::Method::get ? http::RateClass::read : http::RateClass::write;
    return endpoint;
  }
};

/// The same for one that changes what has a revision.
template <auto UseCase>
struct Revised;
template <class Output, class Input,
          Result<Output> (*UseCase)(access::Access&, const Caller&, const Input&, std::int64_t)>
struct Revised<UseCase> {
  static http::RawEndpoint make(access::Access& access, http::Method method, std::string_view path,
                                const Permission& permission, std::string_view summary) {
    return {.method = method,
            .path = std::string(path),
            .owner = "access",
            .summary = std::string(summary),
            .gate = http::Gate::behind(permission),
            .handler =
                [&access](http::RawCall call, const http::Reply& reply) {
                  const Result<std::int64_t> revision = http::required_revision(call.request);
                  if (!revision) {
                    reply.refuse(revision.error());
                    return;
                  }
                  answer_with(reply, UseCase(access, call.admitted->caller, call.input_as<Input>(),
                                             *revision));
                },
            .input = &TypeOf<Input>::type,
            .output = &TypeOf<Output>::type,
            .rate_class = http::RateClass::write,
            .needs_revision = true};
  }
};

/// An endpoint of a use case that makes something whose secret is shown once; `number` is what a
/// repeat is told of it.
template <auto UseCase>
struct MadeOnce;
template <class Output, class Input,
          Result<Output> (*UseCase)(access::Access&, const Caller&, const Input&)>
struct MadeOnce<UseCase> {
  using Number = std::int64_t (*)(const Output&, const Input&);

  static http::RawEndpoint make(access::Access& access, std::string_view path,
                                const Permission& permission, std::string_view summary,
                                std::string_view noun, Number number) {
    http::RawEndpoint endpoint =
        Mounted<UseCase>::make(access, http::Method::post, path, permission, summary);
    endpoint.is_repeatable = true;
    endpoint.handler = [&access, noun, number](http::RawCall call, http::Reply reply) {
      const AnswerOnce once(access, call, std::move(reply));
      if (once.begin([noun](std::int64_t target) { return secret_was_shown(noun, target); })) {
        const auto& input = call.input_as<Input>();
        const Result<Output> made = UseCase(access, call.admitted->caller, input);
        once.end(made, made ? number(*made, input) : 0, 200);
      }
    };
    return endpoint;
  }
};

}  // namespace kith::host
