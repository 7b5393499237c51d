// SPDX-License-Identifier: Apache-2.0
#include "support/simulated_files.h"

#include <algorithm>
#include <cstring>

namespace kith::support {
namespace {

/// How a cut treats what was not synced: one way for a whole file, since the rare outcomes are
/// those in which all of many writes have gone the same way.
enum class Mercy : std::uint8_t { keeps_nothing, keeps_all, keeps_the_first, keeps_any };

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

std::size_t DiskBytes::read(std::size_t offset, std::span<char> into) const {
  const std::size_t count = offset < size_ ? std::min(into.size(), size_ - offset) : 0;
  for (std::size_t done = 0; done < count;) {
    const std::size_t inside = (offset + done) % block_bytes;
    const std::size_t piece = std::min(count - done, block_bytes - inside);
    if (const Block* block = blocks_[(offset + done) / block_bytes].get()) {
      std::memcpy(into.data() + done, block->data() + inside, piece);
    } else {
      std::memset(into.data() + done, 0, piece);
    }
    done += piece;
  }
  return count;
}

void DiskBytes::write(std::size_t offset, std::string_view bytes) {
  size_ = std::max(size_, offset + bytes.size());
  blocks_.resize((size_ + block_bytes - 1) / block_bytes);
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t inside = (offset + done) % block_bytes;
    const std::size_t piece = std::min(bytes.size() - done, block_bytes - inside);
    std::memcpy(block_to_change((offset + done) / block_bytes).data() + inside, bytes.data() + done,
                piece);
    done += piece;
  }
}

void DiskBytes::truncate(std::size_t size) {
  const bool is_shorter = size < size_;
  size_ = size;
  blocks_.resize((size + block_bytes - 1) / block_bytes);
  const std::size_t inside = size % block_bytes;
  // What lies behind the end is zeros when the file grows again.
  if (is_shorter && inside != 0 && blocks_.back()) {
    Block& last = block_to_change(blocks_.size() - 1);
    std::fill(last.begin() + static_cast<std::ptrdiff_t>(inside), last.end(), '\0');
  }
}

bool DiskBytes::operator==(const DiskBytes& other) const {
  static constexpr Block zeros{};
  const auto is_same = [](const std::shared_ptr<Block>& one, const std::shared_ptr<Block>& two) {
    return one == two || (one ? *one : zeros) == (two ? *two : zeros);
  };
  return size_ == other.size_ && std::ranges::equal(blocks_, other.blocks_, is_same);
}

DiskBytes::Block& DiskBytes::block_to_change(std::size_t number) {
  std::shared_ptr<Block>& block = blocks_[number];
  if (!block) {
    block = std::make_shared<Block>();
  } else if (block.use_count() > 1) {
    block = std::make_shared<Block>(*block);
  }
  return *block;
}

void DiskFile::write(std::size_t offset, std::string_view bytes) {
  now_.write(offset, bytes);
  unsynced_.push_back({.offset = offset, .bytes = std::string(bytes)});
}

void DiskFile::truncate(std::size_t size) {
  now_.truncate(size);
  unsynced_.push_back({.offset = size, .is_truncation = true});
}

void DiskFile::sync() {
  durable_ = now_;
  unsynced_.clear();
}

DiskFile DiskFile::after_cut(Random& random) const {
  DiskFile left;
  left.now_ = durable_;
  const auto mercy = static_cast<Mercy>(random.below(4));
  const std::uint64_t first =
      mercy == Mercy::keeps_the_first ? random.below(unsynced_.size() + 1) : 0;
  for (std::size_t place = 0; place < unsynced_.size(); ++place) {
    const Change& change = unsynced_[place];
    const bool is_torn = (mercy == Mercy::keeps_the_first && place == first) ||
                         (mercy == Mercy::keeps_any && random.below(3) == 0);
    const bool is_kept = mercy == Mercy::keeps_all ||
                         (mercy == Mercy::keeps_the_first && place < first) ||
                         (mercy == Mercy::keeps_any && random.below(2) == 0);
    if (change.is_truncation) {
      if (is_kept) {
        left.now_.truncate(change.offset);
      }
    } else if (is_torn) {
      apply_torn(left.now_, change, random);
    } else if (is_kept) {
      left.now_.write(change.offset, change.bytes);
    }
  }
  left.durable_ = left.now_;
  return left;
}

// Each sector of the disk is as it was or as it was written.
void DiskFile::apply_torn(DiskBytes& bytes, const Change& change, Random& random) {
  for (std::size_t done = 0; done < change.bytes.size();) {
    const std::size_t at = change.offset + done;
    const std::size_t piece =
        std::min(change.bytes.size() - done, disk_sector_bytes - at % disk_sector_bytes);
    if (random.below(2) == 0) {
      bytes.write(at, std::string_view(change.bytes).substr(done, piece));
    }
    done += piece;
  }
}

std::shared_ptr<DiskFile> DiskState::find(std::string_view path) const {
  const auto found = now_.find(path);
  return found == now_.end() ? nullptr : found->second;
}

std::shared_ptr<DiskFile> DiskState::make(const std::string& path) {
  return now_[path] = std::make_shared<DiskFile>();
}

bool DiskState::remove(std::string_view path) {
  const auto found = now_.find(path);
  if (found == now_.end()) {
    return false;
  }
  now_.erase(found);
  return true;
}

void DiskState::sync_folder_of(std::string_view path) {
  const std::string_view folder = folder_of(path);
  const auto is_in_it = [&](const Names::value_type& each) {
    return folder_of(each.first) == folder;
  };
  std::erase_if(durable_, is_in_it);
  std::ranges::copy_if(now_, std::inserter(durable_, durable_.end()), is_in_it);
}

bool DiskState::reads_as(const DiskState& other) const {
  const auto is_same = [](const Names::value_type& one, const Names::value_type& two) {
    return one.first == two.first && one.second->now() == two.second->now();
  };
  return std::ranges::equal(now_, other.now_, is_same);
}

DiskState DiskState::copy() const {
  // A file keeps being one under its durable and its present name.
  std::map<const DiskFile*, std::shared_ptr<DiskFile>> copies;
  DiskState state;
  for (const auto& [from, to] :
       {std::pair(&now_, &state.now_), std::pair(&durable_, &state.durable_)}) {
    for (const auto& [path, file] : *from) {
      std::shared_ptr<DiskFile>& copied = copies[file.get()];
      if (!copied) {
        copied = std::make_shared<DiskFile>(*file);
      }
      to->emplace(path, copied);
    }
  }
  state.processes_ = processes_;
  return state;
}

DiskState DiskState::after_cut(Random& random) const {
  DiskState left;
  left.processes_ = processes_;
  const auto keep = [&](const std::string& path, const std::shared_ptr<DiskFile>& file) {
    left.now_[path] = std::make_shared<DiskFile>(file->after_cut(random));
  };
  for (const auto& [path, file] : durable_) {
    const auto present = now_.find(path);
    const bool is_same = present != now_.end() && present->second == file;
    // Removed since, and nobody made that durable.
    if (is_same || random.below(2) == 0) {
      keep(path, file);
    }
  }
  for (const auto& [path, file] : now_) {
    const auto durable = durable_.find(path);
    const bool is_same = durable != durable_.end() && durable->second == file;
    if (!is_same && random.below(2) == 0) {
      keep(path, file);
    }
  }
  left.durable_ = left.now_;
  return left;
}

}  // namespace kith::support
