// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "request_view.h"
#include "requests_api.h"

/// What colleagues do with a request: each route answers the request as it is then.
namespace kith::product {

/// Who has a request, as a colleague says it: they take it, or nobody has it.
enum class Ownership : std::uint8_t { nobody, me };

struct CreateRequest {
  std::string title;
  std::string description;
  Ownership owner = Ownership::nobody;
  std::optional<MessageId> message_id;
  std::int64_t first = 0;
  std::int64_t length = 0;

  static consteval auto describe() {
    return described(
        "Tracks a request.",
        field<&CreateRequest::title>("What is asked for, in a line.", forms::any_line,
                                     kith::length{1, 200}, example{"\"Dark mode\""}),
        field<&CreateRequest::description>("The same in more words of our own. Quote people by "
                                           "evidence, not here: what is erased stays here.",
                                           kith::length{0, 10'000}, defaults),
        field<&CreateRequest::owner>("me: whoever makes it has it, too; or nobody.", defaults),
        field<&CreateRequest::message_id>("The first message that asks for it."),
        field<&CreateRequest::first>("Where in its text the quote begins, in code points.",
                                     range{0, 1'000'000}, defaults),
        field<&CreateRequest::length>("How long the quote is; 0: all of it.", range{0, 2'000},
                                      defaults));
  }
};

struct ChangeRequest {
  RequestId request_id;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<Ownership> owner;

  static consteval auto describe() {
    return described(
        "Changes a request. What is left out stays.", field<&ChangeRequest::request_id>("Which."),
        field<&ChangeRequest::title>("What is asked for, in a line.", forms::any_line,
                                     length{1, 200}),
        field<&ChangeRequest::description>("The same in more words.", length{0, 10'000}),
        field<&ChangeRequest::owner>("me: whoever changes it takes it; or nobody."));
  }
};

struct DecideRequest {
  RequestId request_id;
  RequestState state = RequestState::planned;
  std::string reason;

  static consteval auto describe() {
    return described(
        "Plans or declines a request.", field<&DecideRequest::request_id>("Which."),
        field<&DecideRequest::state>("planned or declined.", example{"\"planned\""}),
        field<&DecideRequest::reason>("Why; needed to decline.", length{0, 2'000}, defaults));
  }
};

struct ShipRequest {
  RequestId request_id;
  std::string text;

  static consteval auto describe() {
    return described(
        "Says that what was asked for is there, and has a reply drafted to each who asked and was "
        "not told, for a colleague to send. Again: to those who asked since.",
        field<&ShipRequest::request_id>("Which."),
        field<&ShipRequest::text>("What they are told, in the company's own words.",
                                  length{1, 10'000},
                                  example{"\"You asked for it: dark mode is there.\""}));
  }
};

struct MergeRequest {
  RequestId request_id;
  RequestId into;

  static consteval auto describe() {
    return described("Makes one request of two. Can be undone.",
                     field<&MergeRequest::request_id>("The one that becomes part of the other."),
                     field<&MergeRequest::into>("The one that stays."));
  }
};

Result<void> create_request(CommandContext& context, const CreateRequest& input);
Result<RequestView> created_request(QueryContext& context, const CreateRequest& input,
                                    const Created& created);
Result<void> change_request(CommandContext& context, const ChangeRequest& input);
Result<void> decide_request(CommandContext& context, const DecideRequest& input);
Result<void> ship_request(CommandContext& context, const ShipRequest& input);
Result<void> merge_request(CommandContext& context, const MergeRequest& input);
Result<void> unmerge_request(CommandContext& context, const OneRequest& input);

/// The answer of each of them but the first.
template <class Input>
Result<RequestView> changed_request(QueryContext& context, const Input& input, const Created&) {
  return view_request(context.reader(), input.request_id);
}

}  // namespace kith::product
