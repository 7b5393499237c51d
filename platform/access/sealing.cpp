// SPDX-License-Identifier: Apache-2.0
#include "access/sealing.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace kith::access {
namespace {

constexpr char version = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string_view text_of(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
const unsigned char* bytes_at(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Sizes in front keep two places apart whose parts only join to the same bytes.
std::string bound_to(const SealedFor& place) {
  const std::uint64_t numbers[] = {place.purpose.size(), static_cast<std::uint64_t>(place.row),
                                   place.extra.size()};
  std::string bytes(reinterpret_cast<const char*>(numbers), sizeof numbers);
  return bytes.append(place.purpose).append(place.extra);
}

std::unexpected<Error> not_ours() {
  return fail(ErrorCode::invalid, "This was not made by this server, or it was changed.");
}

}  // namespace

Result<SealingKey::Key> SealingKey::parse_line(std::string_view line, std::size_t number) {
  Key key;
  std::size_t size = 0;
  const int read = sodium_hex2bin(key.bytes.data(), key.bytes.size(), line.data(), line.size(),
                                  nullptr, &size, nullptr);
  if (read != 0 || size != key.bytes.size() || line.size() != 2 * key.bytes.size()) {
    return fail(
        ErrorCode::unavailable,
        fmt::format("Line {} of the key file is no key: a key is 64 hexadecimal digits.", number));
  }
  const KeyedHash name = keyed_hash(key.bytes, "kith sealing key", "name");
  std::copy_n(name.begin(), name_bytes, key.name.begin());
  return key;
}

Result<SealingKey> SealingKey::parse(std::string_view text) {
  SealingKey sealing;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    if (!line.empty() && !line.starts_with('#')) {
      sealing.keys_.push_back(KITH_TRY(parse_line(line, number)));
    }
  }
  if (sealing.keys_.empty()) {
    return fail(ErrorCode::unavailable,
                "The key file holds no key. Bring back the file that this data was sealed with.");
  }
  return sealing;
}

std::string SealingKey::seal(const SealedFor& place, std::string_view plain, Random& random) const {
  const Key& key = keys_.front();
  std::array<unsigned char, nonce_bytes> nonce{};
  random.fill(nonce);
  const std::string bound = bound_to(place);
  std::string sealed(1, version);
  sealed.append(text_of(key.name)).append(text_of(nonce));
  const std::size_t head = sealed.size();
  sealed.resize(head + plain.size() + tag_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(sealed.data()) + head, nullptr, bytes_at(plain),
      plain.size(), bytes_at(bound), bound.size(), nullptr, nonce.data(), key.bytes.data());
  return sealed;
}

Result<std::string> SealingKey::open(const SealedFor& place, std::string_view sealed) const {
  constexpr std::size_t head = 1 + name_bytes + nonce_bytes;
  if (sealed.size() < head + tag_bytes || sealed.front() != version) {
    return not_ours();
  }
  const Key* key = find(sealed.substr(1, name_bytes));
  if (key == nullptr) {
    return not_ours();
  }
  const std::string bound = bound_to(place);
  const std::string_view nonce = sealed.substr(1 + name_bytes, nonce_bytes);
  const std::string_view body = sealed.substr(head);
  std::string plain(body.size() - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes_at(body),
          body.size(), bytes_at(bound), bound.size(), bytes_at(nonce), key->bytes.data()) != 0) {
    return not_ours();
  }
  return plain;
}

std::string SealingKey::seal_text(const SealedFor& place, std::string_view plain,
                                  Random& random) const {
  const std::string sealed = seal(place, plain, random);
  std::string text(sodium_base64_encoded_len(sealed.size(), base64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_at(sealed), sealed.size(), base64);
  text.pop_back();  // the terminator that sodium counts
  return text;
}

Result<std::string> SealingKey::open_text(const SealedFor& place, std::string_view sealed) const {
  std::string bytes(sealed.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), sealed.data(),
                        sealed.size(), nullptr, &size, &end, base64) != 0 ||
      end != sealed.data() + sealed.size()) {
    return not_ours();
  }
  bytes.resize(size);
  return open(place, bytes);
}

HashKey SealingKey::derive(std::string_view purpose) const {
  const HashKey& key = keys_.back().bytes;
  const KeyedHash left = keyed_hash(key, purpose, "first half");
  const KeyedHash right = keyed_hash(key, purpose, "second half");
  HashKey derived{};
  std::ranges::copy(left, derived.begin());
  std::ranges::copy(right, derived.begin() + left.size());
  return derived;
}

std::string SealingKey::fingerprint() const {
  return hex(text_of(keys_.front().name));
}

bool SealingKey::has(std::string_view fingerprint) const {
  return std::ranges::any_of(
      keys_, [&](const Key& each) { return hex(text_of(each.name)) == fingerprint; });
}

const SealingKey::Key* SealingKey::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(keys_, [&](const Key& each) { return text_of(each.name) == name; });
  return found == keys_.end() ? nullptr : &*found;
}

}  // namespace kith::access
