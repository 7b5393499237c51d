// SPDX-License-Identifier: Apache-2.0
#include "receiver.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <chrono>

namespace kith::scenario {

void Receiver::start() {
  server_ = net::Server::create({.port = port_, .threads = 1}, *this).value();
  port_ = server_->port();
  server_->start();
}

void Receiver::go_down() {
  {
    const std::lock_guard lock(mutex_);
    unanswered_.clear();
  }
  server_->stop(std::chrono::seconds(0));
  server_.reset();
}

void Receiver::answer_next(std::vector<int> statuses) {
  const std::lock_guard lock(mutex_);
  statuses_.assign(statuses.begin(), statuses.end());
}

void Receiver::answer_with(std::string body) {
  const std::lock_guard lock(mutex_);
  body_ = std::move(body);
}

void Receiver::handle(http::Request request, http::Respond respond) {
  const std::lock_guard lock(mutex_);
  received_.push_back(std::move(request));
  int status = 204;
  if (!statuses_.empty()) {
    status = statuses_.front();
    statuses_.pop_front();
  }
  if (status == 0) {
    unanswered_.push_back(std::move(respond));
  } else if (status == 204 && !body_.empty()) {
    respond({.status = 200, .body = body_});
  } else {
    respond({.status = status});
  }
  arrived_.notify_all();
}

std::vector<http::Request> Receiver::received() {
  const std::lock_guard lock(mutex_);
  return received_;
}

bool Receiver::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  return arrived_.wait_for(lock, std::chrono::seconds(10),
                           [&] { return received_.size() >= count; });
}

bool is_signed_with(const http::Request& request, const std::string& secret) {
  const std::string encoded = secret.substr(std::string("whsec_").size());
  std::string key(encoded.size(), 0);
  const int padded = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()),
                                     reinterpret_cast<const unsigned char*>(encoded.data()),
                                     static_cast<int>(encoded.size()));
  const auto padding = encoded.size() - encoded.find_last_not_of('=') - 1;
  key.resize(static_cast<std::size_t>(padded) - padding);
  const std::string text = std::string(request.header("webhook-id")) + "." +
                           std::string(request.header("webhook-timestamp")) + "." + request.body;
  unsigned char code[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code, &size);
  unsigned char base64[128];
  EVP_EncodeBlock(base64, code, static_cast<int>(size));
  const std::string expected = std::string("v1,") + reinterpret_cast<const char*>(base64);
  return (" " + std::string(request.header("webhook-signature")) + " ")
             .find(" " + expected + " ") != std::string::npos;
}

}  // namespace kith::scenario
