// SPDX-License-Identifier: Apache-2.0
#include "host/stray_blobs.h"

#include "conversation/attachment.h"

namespace kith::host {
namespace {

constexpr Duration between_stray_looks = std::chrono::hours(1);
constexpr std::int64_t youngest_seconds = 24 * 3600;

}  // namespace

Result<void> remove_unused_blob(const store::BlobFolder& blobs, store::Writer& writer,
                                store::ReaderPool& readers, std::string_view sha256) {
  {
    store::ReaderPool::Lease lease = KITH_TRY(readers.acquire());
    if (KITH_TRY(conversation::is_blob_used(*lease, sha256))) {
      return {};
    }
  }
  KITH_TRY(
      writer.run(store::Urgency::background, [&](store::Transaction& transaction) -> Result<void> {
        return KITH_TRY(conversation::is_blob_used(transaction.reader(), sha256))
                   ? Result<void>()
                   : blobs.remove(sha256);
      }));
  return {};
}

Result<void> StrayBlobs::look_if_due() {
  const Duration now = services_.clock.steady();
  if (now - looked_at_ < between_stray_looks) {
    return {};
  }
  looked_at_ = now;
  return look();
}

Result<void> StrayBlobs::look() {
  return services_.blobs.each([this](std::string_view sha256,
                                     std::int64_t age_seconds) -> Result<void> {
    return age_seconds < youngest_seconds
               ? Result<void>()
               : remove_unused_blob(services_.blobs, services_.writer, services_.readers, sha256);
  });
}

}  // namespace kith::host
