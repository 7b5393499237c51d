// SPDX-License-Identifier: Apache-2.0
#include "net/answer_head.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include <fmt/format.h>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::array<std::string_view, 6> framing_headers = {
    "content-length", "transfer-encoding", "connection", "keep-alive", "date", "upgrade"};

bool is_framing_header(std::string_view name) {
  return std::ranges::any_of(framing_headers,
                             [&](std::string_view own) { return same_word(own, name); });
}

bool append_own_headers(std::string& out, const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || !is_field_value(value)) {
      return false;
    }
    if (is_framing_header(name)) {
      continue;
    }
    out.append(name).append(": ").append(value).append("\r\n");
  }
  return true;
}

void append_connection(std::string& out, const AnswerFrame& frame) {
  if (frame.end == ConnectionEnd::closes) {
    out.append("Connection: close\r\n");
  } else if (frame.minor_version == 0) {
    out.append("Connection: keep-alive\r\n");
  }
}

void append_framing(std::string& out, const http::Response& response, const AnswerFrame& frame) {
  if (response.stream && frame.minor_version == 1) {
    out.append("Transfer-Encoding: chunked\r\n");
  } else if (!response.stream && has_body(response.status)) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", body_of(response).size());
  }
}

// Escapes nothing: what net refuses is told in static text of its own.
std::string problem_body(int status, std::string_view detail) {
  return fmt::format(R"({{"type":"about:blank","title":"{}","status":{},"detail":"{}"}})",
                     status_phrase(status), status, detail);
}

}  // namespace

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string_view body_of(const http::Response& response) {
  return response.shared_body ? std::string_view(*response.shared_body)
                              : std::string_view(response.body);
}

bool append_answer_head(std::string& out, const http::Response& response,
                        const AnswerFrame& frame) {
  const std::size_t start = out.size();
  const bool is_final = response.status >= 200 && response.status <= 599;
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 status_phrase(response.status), frame.date);
  if (!is_final || !append_own_headers(out, response)) {
    out.resize(start);
    return false;
  }
  append_framing(out, response, frame);
  append_connection(out, frame);
  out.append("\r\n");
  return true;
}

http::Response problem(int status, std::string_view detail) {
  http::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  if (status == 405) {
    response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  if (status == 503) {
    response.headers.emplace_back("Retry-After", "1");
  }
  response.body = problem_body(status, detail);
  return response;
}

std::string_view status_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 423: return "Locked";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Answer";
  }
}

std::string_view HttpDate::at(std::int64_t seconds_since_1970) {
  if (seconds_since_1970 == second_) {
    return text_;
  }
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = seconds_since_1970;
  std::tm parts{};
  gmtime_r(&time, &parts);
  second_ = seconds_since_1970;
  text_ = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                      days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                      months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text_;
}

}  // namespace kith::net
