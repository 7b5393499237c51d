// SPDX-License-Identifier: Apache-2.0
#include "net/message_parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

namespace beast = boost::beast;
namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::uint32_t most_answer_head_bytes = 64 * 1024;

std::string lower_case(beast::string_view text) {
  std::string lower(text.data(), text.size());
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

// Writes what Beast finds straight into our request, without its own container of fields.
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  explicit HeadParser(http::Request& request) : request_(request) {}

 private:
  void on_request_impl(beast::http::verb, beast::string_view, beast::string_view target, int,
                       error_code&) override {
    const std::size_t mark = std::min(target.find('?'), target.size());
    request_.path.assign(target.data(), mark);
    if (mark < target.size()) {
      request_.query.assign(target.data() + mark + 1, target.size() - mark - 1);
    }
  }

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     error_code&) override {
    request_.headers.emplace_back(lower_case(name), std::string(value.data(), value.size()));
  }

  void on_response_impl(int, beast::string_view, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, error_code&) override {
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  http::Request& request_;
};

bool agrees(const HeadParser& parser, const HeadFacts& facts, const http::Request& request) {
  const auto length = parser.content_length();
  const bool same_length = facts.framing == Framing::length
                               ? length.has_value() && *length == facts.content_length
                               : !length.has_value();
  return parser.is_header_done() && same_length &&
         parser.chunked() == (facts.framing == Framing::chunked) &&
         (parser.keep_alive() || !facts.keep_alive) && request.headers.size() == facts.headers;
}

}  // namespace

bool parse_head(std::string_view head, const HeadFacts& facts, http::Request& request) {
  HeadParser parser(request);
  parser.header_limit(static_cast<std::uint32_t>(head.size() + 1));
  parser.body_limit(boost::none);
  request.method = facts.method;
  request.headers.reserve(facts.headers);
  head.remove_prefix(facts.skipped);
  error_code error;
  const std::size_t taken = parser.put(asio::buffer(head), error);
  return !error && taken == head.size() && agrees(parser, facts, request);
}

class ResponseReader::Parser {
 public:
  Parser(http::Method method, std::size_t most_body_bytes)
      : method_(method), most_body_bytes_(most_body_bytes) {
    restart();
  }

  Result<bool> feed(std::string_view bytes) {
    pending_.append(bytes);
    for (;;) {
      error_code error;
      const std::size_t taken = parser_->put(asio::buffer(pending_), error);
      pending_.erase(0, taken);
      if (error && error != beast::http::error::need_more) {
        return refused(error);
      }
      if (parser_->is_done() && parser_->get().result_int() < 200) {
        restart();  // an interim answer: the real one follows
        continue;
      }
      if (parser_->is_done()) {
        return true;
      }
      if (error || taken == 0 || pending_.empty()) {
        return false;
      }
    }
  }

  Result<bool> end() {
    error_code error = beast::http::error::end_of_stream;
    if (parser_->got_some()) {
      parser_->put_eof(error);
    }
    if (error || !parser_->is_done()) {
      return refused(error);
    }
    return true;
  }

  ClientResponse take() {
    auto message = parser_->release();
    ClientResponse response;
    response.status = static_cast<int>(message.result_int());
    for (const auto& field : message.base()) {
      response.headers.emplace_back(lower_case(field.name_string()),
                                    std::string(field.value().data(), field.value().size()));
    }
    response.body = std::move(message.body());
    return response;
  }

 private:
  static Result<bool> refused(const error_code& error) {
    if (error == beast::http::error::body_limit) {
      return fail(ErrorCode::unavailable, "The answer is longer than is taken.", error.message());
    }
    return fail(ErrorCode::unavailable, "The answer is no whole HTTP answer.", error.message());
  }

  void restart() {
    parser_.emplace();
    parser_->eager(true);
    parser_->header_limit(most_answer_head_bytes);
    parser_->body_limit(most_body_bytes_);
    parser_->skip(method_ == http::Method::head);
  }

  http::Method method_;
  std::size_t most_body_bytes_;
  std::optional<beast::http::response_parser<beast::http::string_body>> parser_;
  std::string pending_;
};

ResponseReader::ResponseReader(http::Method method, std::size_t most_body_bytes)
    : parser_(std::make_unique<Parser>(method, most_body_bytes)) {}

ResponseReader::~ResponseReader() = default;

Result<bool> ResponseReader::feed(std::string_view bytes) {
  return parser_->feed(bytes);
}

Result<bool> ResponseReader::end() {
  return parser_->end();
}

ClientResponse ResponseReader::take() {
  return parser_->take();
}

}  // namespace kith::net
