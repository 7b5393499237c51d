// SPDX-License-Identifier: Apache-2.0
#include "contract/postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

namespace kith::contract {
namespace {

constexpr const char* superuser = "kith";
constexpr auto between_looks = std::chrono::milliseconds(20);
constexpr int most_looks = 1'500;

struct User {
  uid_t id = 0;
  gid_t group = 0;
};

// PostgreSQL refuses to run as root.
User without_rights() {
  if (::geteuid() != 0) {
    return {::geteuid(), ::getegid()};
  }
  for (const char* name : {"postgres", "nobody"}) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the one thread of the test
    if (const passwd* found = ::getpwnam(name)) {
      return {found->pw_uid, found->pw_gid};
    }
  }
  return {65'534, 65'534};
}

// In the child: becomes a program without rights that ends with its parent, and nothing else.
[[noreturn]] void become(char* const* arguments, const User& user, const char* folder, int log) {
  const bool is_root = ::geteuid() == 0;
  if (is_root &&
      (::setgroups(0, nullptr) != 0 || ::setgid(user.group) != 0 || ::setuid(user.id) != 0)) {
    ::_exit(126);
  }
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (::chdir(folder) != 0) {
    ::_exit(126);
  }
  char language[] = "LC_ALL=C";
  char* const environment[] = {language, nullptr};
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

}  // namespace

Result<std::unique_ptr<PostgresServer>> PostgresServer::start() {
  std::unique_ptr<PostgresServer> server(new PostgresServer);
  KITH_CHECK(server->make_files());
  // Nothing here outlives the test, so nothing waits for the disk; /dev/shm may be missing.
  server->process_ =
      server->spawn({KITH_POSTGRES_PROGRAMS "/postgres", "-D", server->folder_.file("data"), "-k",
                     server->folder_.file(""), "-c", "listen_addresses=", "-c", "fsync=off", "-c",
                     "shared_buffers=16MB", "-c", "dynamic_shared_memory_type=mmap"});
  KITH_CHECK(server->wait_until_ready());
  return server;
}

PostgresServer::~PostgresServer() {
  if (process_ > 0) {
    ::kill(process_, SIGQUIT);
    ::waitpid(process_, nullptr, 0);
  }
}

std::string PostgresServer::address() const {
  return "host='" + folder_.file("") + "' dbname=postgres user=" + superuser;
}

Result<void> PostgresServer::make_files() {
  const User user = without_rights();
  if (::chown(folder_.file("").c_str(), user.id, user.group) != 0) {
    return fail(ErrorCode::unavailable, "The folder cannot be given to PostgreSQL's user.");
  }
  const pid_t maker =
      spawn({KITH_POSTGRES_PROGRAMS "/initdb", "-D", folder_.file("data"), "-U", superuser, "-A",
             "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"});
  int status = -1;
  if (maker < 0 || ::waitpid(maker, &status, 0) != maker || status != 0) {
    return fail(ErrorCode::unavailable, "PostgreSQL's initdb failed.", said());
  }
  return {};
}

Result<void> PostgresServer::wait_until_ready() {
  for (int look = 0; look < most_looks; ++look) {
    if (PQping(address().c_str()) == PQPING_OK) {
      return {};
    }
    if (process_ < 0 || ::waitpid(process_, nullptr, WNOHANG) != 0) {
      process_ = -1;
      break;
    }
    std::this_thread::sleep_for(between_looks);
  }
  return fail(ErrorCode::unavailable, "PostgreSQL does not start.", said());
}

pid_t PostgresServer::spawn(std::vector<std::string> arguments) const {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  const User user = without_rights();
  const std::string folder = folder_.file("");
  const int log = ::open(folder_.file("log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const pid_t child = ::fork();
  if (child == 0) {
    become(pointers.data(), user, folder.c_str(), log);
  }
  ::close(log);
  return child;
}

std::string PostgresServer::said() const {
  std::ostringstream text;
  text << std::ifstream(folder_.file("log")).rdbuf();
  return text.str();
}

}  // namespace kith::contract
