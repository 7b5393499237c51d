// SPDX-License-Identifier: Apache-2.0
#include "support/simulated_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "support/simulated_handle.h"

namespace kith::support {
namespace {

constexpr const char* disk_name = "simulated";
constexpr int longest_path = 512;

thread_local int calls_inside = 0;

/// While one is there, this thread is inside the disk.
class Inside {
 public:
  Inside() { ++calls_inside; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { --calls_inside; }
};

}  // namespace

/// What is registered with SQLite.
class SimulatedDisk::Vfs {
 public:
  explicit Vfs(std::string folder);
  Vfs(const Vfs&) = delete;
  Vfs& operator=(const Vfs&) = delete;
  ~Vfs();

  void become(DiskState state);

  mutable std::mutex mutex;
  DiskCounter counter;
  DiskState state;

 private:
  /// What SQLite keeps of an open file: `base` first, as it wants it.
  struct File {
    sqlite3_file base;
    Vfs* disk;
    SimulatedHandle* handle;
  };
  /// One of the handle's answers, as SQLite calls it.
  template <auto Method>
  struct Call;
  template <class... Arguments, int (SimulatedHandle::*Method)(Arguments...)>
  struct Call<Method> {
    static int run(sqlite3_file* base, Arguments... arguments) {
      const Inside inside;
      const File& file = *reinterpret_cast<File*>(base);
      const std::lock_guard lock(file.disk->mutex);
      return (file.handle->*Method)(arguments...);
    }
  };
  static Vfs& disk_of(sqlite3_vfs* vfs) { return *static_cast<Vfs*>(vfs->pAppData); }
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* base, int flags,
                  int* flags_out);
  static int close(sqlite3_file* base);
  static int remove(sqlite3_vfs* vfs, const char* path, int syncs_folder);
  static int access(sqlite3_vfs* vfs, const char* path, int flags, int* is_there);
  static int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out);
  static int randomness(sqlite3_vfs* vfs, int size, char* out);
  static int sleep(sqlite3_vfs* vfs, int microseconds);
  static int time(sqlite3_vfs* vfs, sqlite3_int64* now);
  static const sqlite3_io_methods& methods();

  bool is_here(const char* path) const {
    return path == nullptr || std::string_view(path).starts_with(folder_);
  }
  int open_here(const char* path, File& file, int flags);
  std::shared_ptr<DiskNode> node_of(const std::shared_ptr<DiskFile>& file);
  void begin_chance();

  const std::string folder_;
  sqlite3_vfs* const system_;
  sqlite3_vfs vfs_{};
  std::uint64_t age_ = 0;
  std::uint64_t unnamed_ = 0;
  SeededRandom random_{1};
  std::unordered_map<const DiskFile*, std::weak_ptr<DiskNode>> nodes_;
};

SimulatedDisk::Vfs::Vfs(std::string folder)
    : folder_(std::move(folder)), system_(sqlite3_vfs_find(nullptr)) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = std::max(system_->szOsFile, static_cast<int>(sizeof(File)));
  vfs_.mxPathname = std::max(system_->mxPathname, longest_path);
  vfs_.zName = disk_name;
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  vfs_.xAccess = access;
  vfs_.xFullPathname = full_path;
  vfs_.xRandomness = randomness;
  vfs_.xSleep = sleep;
  vfs_.xCurrentTimeInt64 = time;
  sqlite3_vfs_register(&vfs_, 1);
  begin_chance();
}

SimulatedDisk::Vfs::~Vfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(system_, 1);
  sqlite3_randomness(0, nullptr);
}

// SQLite asks for chance once and goes on by itself: it is made to ask again. Each process on the
// same disk draws otherwise: a log of one must not look like a log of another.
void SimulatedDisk::Vfs::begin_chance() {
  random_ = SeededRandom(state.begin_process());
  sqlite3_randomness(0, nullptr);
}

void SimulatedDisk::Vfs::become(DiskState next) {
  {
    const std::lock_guard lock(mutex);
    state = std::move(next);
    nodes_.clear();
    ++age_;
  }
  begin_chance();
}

int SimulatedDisk::Vfs::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* base, int flags,
                             int* flags_out) {
  Vfs& disk = disk_of(vfs);
  if (!disk.is_here(path)) {
    return disk.system_->xOpen(disk.system_, path, base, flags, flags_out);
  }
  const Inside inside;
  if (flags_out != nullptr) {
    *flags_out = flags;
  }
  File& file = *reinterpret_cast<File*>(base);
  file.base.pMethods = nullptr;
  const std::lock_guard lock(disk.mutex);
  return disk.open_here(path, file, flags);
}

int SimulatedDisk::Vfs::open_here(const char* path, File& file, int flags) {
  if (const int code = counter.count(DiskCall::open); code != SQLITE_OK) {
    return code;
  }
  const std::string name = path == nullptr ? "unnamed-" + std::to_string(++unnamed_) : path;
  std::shared_ptr<DiskFile> found = state.find(name);
  if ((found == nullptr && (flags & SQLITE_OPEN_CREATE) == 0) ||
      (found != nullptr && (flags & SQLITE_OPEN_EXCLUSIVE) != 0)) {
    return SQLITE_CANTOPEN;
  }
  if (found == nullptr) {
    found = state.make(name);
  }
  file.disk = this;
  file.handle = new SimulatedHandle({counter, state, age_}, node_of(found), name, flags);
  file.base.pMethods = &methods();
  return SQLITE_OK;
}

std::shared_ptr<DiskNode> SimulatedDisk::Vfs::node_of(const std::shared_ptr<DiskFile>& file) {
  std::weak_ptr<DiskNode>& known = nodes_[file.get()];
  std::shared_ptr<DiskNode> node = known.lock();
  if (!node) {
    node = std::make_shared<DiskNode>();
    node->file = file;
    known = node;
  }
  return node;
}

int SimulatedDisk::Vfs::close(sqlite3_file* base) {
  const Inside inside;
  const File& file = *reinterpret_cast<File*>(base);
  const std::lock_guard lock(file.disk->mutex);
  delete file.handle;
  return SQLITE_OK;
}

int SimulatedDisk::Vfs::remove(sqlite3_vfs* vfs, const char* path, int syncs_folder) {
  Vfs& disk = disk_of(vfs);
  if (!disk.is_here(path)) {
    return disk.system_->xDelete(disk.system_, path, syncs_folder);
  }
  const Inside inside;
  const std::lock_guard lock(disk.mutex);
  if (const int code = disk.counter.count(DiskCall::remove); code != SQLITE_OK) {
    return code;
  }
  if (!disk.state.remove(path)) {
    return SQLITE_IOERR_DELETE_NOENT;
  }
  if (syncs_folder == 0) {
    return SQLITE_OK;
  }
  if (disk.counter.count(DiskCall::sync) != SQLITE_OK) {
    return SQLITE_IOERR_DIR_FSYNC;
  }
  disk.state.sync_folder_of(path);
  return SQLITE_OK;
}

int SimulatedDisk::Vfs::access(sqlite3_vfs* vfs, const char* path, int flags, int* is_there) {
  const Vfs& disk = disk_of(vfs);
  if (!disk.is_here(path)) {
    return disk.system_->xAccess(disk.system_, path, flags, is_there);
  }
  const Inside inside;
  const std::lock_guard lock(disk.mutex);
  *is_there = disk.state.find(path) != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int SimulatedDisk::Vfs::full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  const Vfs& disk = disk_of(vfs);
  if (!disk.is_here(path)) {
    return disk.system_->xFullPathname(disk.system_, path, size, out);
  }
  const std::string_view name(path);
  if (name.size() >= static_cast<std::size_t>(size)) {
    return SQLITE_CANTOPEN;
  }
  out[name.copy(out, name.size())] = '\0';
  return SQLITE_OK;
}

int SimulatedDisk::Vfs::randomness(sqlite3_vfs* vfs, int size, char* out) {
  Vfs& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  disk.random_.fill({reinterpret_cast<unsigned char*>(out), static_cast<std::size_t>(size)});
  return size;
}

// Who waits for a lock asks again at once.
int SimulatedDisk::Vfs::sleep(sqlite3_vfs*, int microseconds) {
  std::this_thread::yield();
  return microseconds;
}

// Asked of the system by its name: a VFS that was made from this one may outlive it.
int SimulatedDisk::Vfs::time(sqlite3_vfs*, sqlite3_int64* now) {
  sqlite3_vfs* const system = sqlite3_vfs_find("unix");
  return system->xCurrentTimeInt64(system, now);
}

const sqlite3_io_methods& SimulatedDisk::Vfs::methods() {
  using Handle = SimulatedHandle;
  static constexpr sqlite3_io_methods all{
      .iVersion = 2,
      .xClose = close,
      .xRead = Call<&Handle::read>::run,
      .xWrite = Call<&Handle::write>::run,
      .xTruncate = Call<&Handle::truncate>::run,
      .xSync = Call<&Handle::sync>::run,
      .xFileSize = Call<&Handle::file_size>::run,
      .xLock = Call<&Handle::lock>::run,
      .xUnlock = Call<&Handle::unlock>::run,
      .xCheckReservedLock = Call<&Handle::check_reserved>::run,
      .xFileControl = Call<&Handle::control>::run,
      .xSectorSize = Call<&Handle::sector_size>::run,
      .xDeviceCharacteristics = Call<&Handle::characteristics>::run,
      .xShmMap = Call<&Handle::map>::run,
      .xShmLock = Call<&Handle::share_lock>::run,
      .xShmBarrier = [](sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); },
      .xShmUnmap = Call<&Handle::unmap>::run,
      .xFetch = nullptr,
      .xUnfetch = nullptr};
  return all;
}

SimulatedDisk::SimulatedDisk(std::string folder) : vfs_(std::make_unique<Vfs>(std::move(folder))) {}

SimulatedDisk::~SimulatedDisk() = default;

void SimulatedDisk::cut_power(std::uint64_t seed) {
  SeededRandom random(seed);
  std::unique_lock lock(vfs_->mutex);
  DiskState left = vfs_->state.after_cut(random);
  lock.unlock();
  vfs_->become(std::move(left));
}

std::shared_ptr<const DiskState> SimulatedDisk::snapshot() const {
  const std::lock_guard lock(vfs_->mutex);
  return std::make_shared<const DiskState>(vfs_->state.copy());
}

void SimulatedDisk::restore(const std::shared_ptr<const DiskState>& state) {
  vfs_->become(state->copy());
}

void SimulatedDisk::plan(const DiskFault& fault) {
  const std::lock_guard lock(vfs_->mutex);
  vfs_->counter.plan(fault);
}

void SimulatedDisk::mend() {
  const std::lock_guard lock(vfs_->mutex);
  vfs_->counter.mend();
}

bool SimulatedDisk::has_failed() const {
  const std::lock_guard lock(vfs_->mutex);
  return vfs_->counter.has_failed();
}

std::int64_t SimulatedDisk::calls(DiskCall call) const {
  const std::lock_guard lock(vfs_->mutex);
  return vfs_->counter.calls(call);
}

bool SimulatedDisk::is_at_work() {
  return calls_inside > 0;
}

}  // namespace kith::support
