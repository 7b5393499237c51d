// SPDX-License-Identifier: Apache-2.0
#include "kith_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <csignal>
#include <thread>

#include "net/local_client.h"

namespace kith::scenario {
namespace {

std::vector<char*> as_arguments(std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

std::string read_all(int from) {
  std::string text;
  char buffer[4096];
  for (ssize_t size = ::read(from, buffer, sizeof buffer); size > 0;
       size = ::read(from, buffer, sizeof buffer)) {
    text.append(buffer, static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

Ran run_program(std::vector<std::string> command, const std::string& input) {
  int in[2];
  int out[2];
  int errors[2];
  if (::pipe(in) != 0 || ::pipe(out) != 0 || ::pipe(errors) != 0) {
    return {};
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(errors[1], STDERR_FILENO);
    ::close(in[1]);
    ::close(out[0]);
    ::close(errors[0]);
    ::execvp(command[0].c_str(), as_arguments(command).data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  ::close(errors[1]);
  static_cast<void>(!::write(in[1], input.data(), input.size()));
  ::close(in[1]);
  Ran ran;
  ran.output = read_all(out[0]);
  ran.errors = read_all(errors[0]);
  ::close(out[0]);
  ::close(errors[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

Ran run_kith(std::vector<std::string> arguments, const std::string& input) {
  arguments.insert(arguments.begin(), KITH_BINARY);
  return run_program(std::move(arguments), input);
}

KithProcess::KithProcess(std::vector<std::string> arguments, const std::string& output,
                         const std::vector<std::string>& before) {
  arguments.insert(arguments.begin(), KITH_BINARY);
  arguments.insert(arguments.begin(), before.begin(), before.end());
  process_ = ::fork();
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int said = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(said, STDOUT_FILENO);
    ::dup2(said, STDERR_FILENO);
    ::execvp(arguments[0].c_str(), as_arguments(arguments).data());
    ::_exit(127);
  }
}

KithProcess::~KithProcess() {
  kill_at_once();
}

void KithProcess::kill_at_once() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
}

bool KithProcess::is_running() {
  int status = 0;
  if (process_ > 0 && ::waitpid(process_, &status, WNOHANG) == process_) {
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    process_ = -1;
  }
  return process_ > 0;
}

bool KithProcess::wait_until_ended(std::chrono::milliseconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (is_running() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return process_ < 0;
}

void KithProcess::ask_to_stop() const {
  if (process_ > 0) {
    ::kill(process_, SIGTERM);
  }
}

int KithProcess::stop() {
  ask_to_stop();
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

http::Request Api::request_of(http::Method method, const std::string& target) const {
  http::Request request;
  request.method = method;
  const std::size_t question = target.find('?');
  request.path = target.substr(0, question);
  request.query = question == std::string::npos ? "" : target.substr(question + 1);
  if (!token_.empty()) {
    request.headers.emplace_back("authorization", "Bearer " + token_);
  }
  return request;
}

Api::File Api::fetch(const std::string& target,
                     const std::map<std::string, std::string>& headers) const {
  http::Request request = request_of(http::Method::get, target);
  request.headers.insert(request.headers.end(), headers.begin(), headers.end());
  const Result<http::Response> response = net::local_request(socket_, request);
  if (!response) {
    return {};
  }
  File file{.status = response->status, .body = response->body};
  for (auto [name, value] : response->headers) {
    std::ranges::transform(name, name.begin(), [](unsigned char each) {
      return static_cast<char>(std::tolower(each));
    });
    file.headers[name] = value;
  }
  return file;
}

Api::Answer Api::upload(const std::string& name, const std::string& bytes,
                        const std::string& repeat_key) const {
  http::Request request = request_of(http::Method::post, "/api/v1/attachments?name=" + name);
  request.headers.emplace_back("content-type", "application/octet-stream");
  if (!repeat_key.empty()) {
    request.headers.emplace_back("idempotency-key", repeat_key);
  }
  request.body = bytes;
  const Result<http::Response> response = net::local_request(socket_, request);
  return response ? Answer{response->status, nlohmann::json::parse(response->body, nullptr, false)}
                  : Answer{};
}

Api::Answer Api::remove(const std::string& target) const {
  const Result<http::Response> response =
      net::local_request(socket_, request_of(http::Method::del, target));
  return response ? Answer{response->status, nlohmann::json::parse(response->body, nullptr, false)}
                  : Answer{};
}

Api::Answer Api::put(const std::string& target, const nlohmann::json& body,
                     std::int64_t revision) const {
  http::Request request = request_of(http::Method::put, target);
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("if-match", "\"" + std::to_string(revision) + "\"");
  request.body = body.dump();
  const Result<http::Response> response = net::local_request(socket_, request);
  return response ? Answer{response->status, nlohmann::json::parse(response->body, nullptr, false)}
                  : Answer{};
}

Api::Answer Api::ask(int method, const std::string& target, std::string body,
                     const std::string& repeat_key) const {
  http::Request request = request_of(method == 0 ? http::Method::get : http::Method::post, target);
  if (!body.empty()) {
    request.headers.emplace_back("content-type", "application/json");
  }
  if (!repeat_key.empty()) {
    request.headers.emplace_back("idempotency-key", repeat_key);
  }
  request.body = std::move(body);
  const Result<http::Response> response = net::local_request(socket_, request);
  if (!response) {
    return {};
  }
  return {response->status, nlohmann::json::parse(response->body, nullptr, false)};
}

bool Api::wait_until_ready() const {
  for (int attempt = 0; attempt < 200; ++attempt) {
    if (get("/readyz").status == 200) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace kith::scenario
