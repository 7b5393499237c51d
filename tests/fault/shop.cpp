// SPDX-License-Identifier: Apache-2.0
#include "shop.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/random.h"
#include "store/sqlite.h"

namespace kith::fault {

void Shop::SetUp() {
  SystemRandom random;
  folder_ = std::filesystem::temp_directory_path() / ("kith-fault-" + random.token(9));
  std::filesystem::create_directory(folder_);
  data_ = (folder_ / "data").string();
}

void Shop::TearDown() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Shop::found(const std::string& data) {
  data_ = data;
  const scenario::Ran ran =
      scenario::run_kith({"member", "add", "--email", "ada@shop.example", "--name", "Ada", "--role",
                          "owner", "--password-stdin", "--data", data_},
                         "correct horse battery staple\n");
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
}

std::chrono::milliseconds Shop::start(const std::vector<std::string>& modules,
                                      const std::vector<std::string>& options) {
  const auto began = std::chrono::steady_clock::now();
  EXPECT_TRUE(launch(modules, options));
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               began);
}

bool Shop::launch(const std::vector<std::string>& modules,
                  const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"serve", "--data", data_, "--listen", "127.0.0.1:0"};
  for (const std::string& module : modules) {
    arguments.insert(arguments.end(), {"--module", module_file(module)});
  }
  for (const std::string& option : options) {
    arguments.insert(arguments.end(), {"--set", option});
  }
  server_ = std::make_unique<scenario::KithProcess>(arguments, output_, before_);
  for (int wait = 0; wait < 6000 && server_->is_running(); ++wait) {
    if (is_ready()) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

std::uint16_t Shop::port() const {
  std::ostringstream said;
  said << std::ifstream(output_).rdbuf();
  const std::string words = said.str();
  const std::string before = "kith serves http://127.0.0.1:";
  const std::size_t place = words.find(before);
  EXPECT_NE(place, std::string::npos) << words;
  return place == std::string::npos
             ? std::uint16_t{0}
             : static_cast<std::uint16_t>(std::atoi(words.c_str() + place + before.size()));
}

std::string Shop::make_token() const {
  const scenario::Ran token = scenario::run_kith(
      {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
  EXPECT_EQ(token.exit_code, 0) << token.errors;
  return token.output.substr(0, token.output.find('\n'));
}

void Shop::kill() {
  server_->kill_at_once();
}

int Shop::stop() {
  return server_->stop();
}

std::string Shop::workspace_file() const {
  for (const auto& entry : std::filesystem::directory_iterator(data_ + "/workspaces")) {
    return entry.path().string() + "/kith.db";
  }
  return "";
}

std::int64_t Shop::number(const std::string& sql) const {
  auto connection = store::Connection::open(workspace_file(), store::OpenMode::read_only);
  if (!connection) {
    ADD_FAILURE() << connection.error().message << " " << connection.error().detail;
    return -1;
  }
  auto found = connection->number(sql);
  if (!found) {
    ADD_FAILURE() << sql << ": " << found.error().message << " " << found.error().detail;
    return -1;
  }
  return *found;
}

std::vector<std::string> Shop::texts(const std::string& sql) const {
  std::vector<std::string> all;
  auto connection = store::Connection::open(workspace_file(), store::OpenMode::read_only);
  auto rows = connection->prepare(sql);
  if (!rows) {
    ADD_FAILURE() << sql << ": " << rows.error().message << " " << rows.error().detail;
    return all;
  }
  while (rows->step().value_or(false)) {
    all.emplace_back(rows->text(0));
  }
  return all;
}

bool Shop::wait_for(const std::string& sql, std::int64_t wanted, std::chrono::seconds most) const {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (number(sql) != wanted) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

std::string Shop::module_file(const std::string& name) {
  return name.ends_with(".so") ? name : std::string(KITH_MODULES) + "/" + name + ".so";
}

std::vector<std::string> departments() {
  std::istringstream words(KITH_DEPARTMENTS);
  return {std::istream_iterator<std::string>(words), {}};
}

nlohmann::json question(const std::string& native_id) {
  return {{"channel", "chat"},
          {"native_id", native_id},
          {"author", {{"native_id", "author of " + native_id}}},
          {"text", "Where is my parcel " + native_id + "?"}};
}

int trials(const char* variable, int usual) {
  const char* said = std::getenv(variable);
  return said == nullptr ? usual : std::atoi(said);
}

}  // namespace kith::fault
