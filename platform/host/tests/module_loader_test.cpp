// SPDX-License-Identifier: Apache-2.0
#include "host/module_loader.h"

#include <gtest/gtest.h>

#include <kith/events.h>
#include <kith/export_module.h>

namespace kith::host {
namespace {

std::string fault_of(const Result<void>& checked) {
  return checked ? "" : checked.error().message;
}

TEST(ModuleStamps, are_taken_when_they_are_this_process_own) {
  const std::string compiler = build_stamp.compiler;
  const std::string flags = build_stamp.flags;
  EXPECT_EQ(fault_of(check_stamp({sdk_version, compiler.c_str(), flags.c_str()}, "a.so")), "");
}

TEST(ModuleStamps, are_refused_with_all_that_differs) {
  EXPECT_EQ(fault_of(check_stamp({sdk_version, "tcc", nullptr}, "a.so")),
            "a.so was built for another kith: its compiler is \"tcc\", not \"" +
                std::string(build_stamp.compiler) + "\"; its flags are \"nothing\", not \"" +
                build_stamp.flags + "\". Build it again with this one's.");
}

TEST(ModuleStamps, of_another_version_are_not_read_further) {
  const auto* nowhere = reinterpret_cast<const char*>(std::uintptr_t{1});
  const std::string fault = fault_of(check_stamp({sdk_version + 1, nowhere, nowhere}, "a.so"));
  EXPECT_NE(fault.find("its SDK version is " + std::to_string(sdk_version + 1)), std::string::npos);
}

constexpr Permission own{"guest.page.read", "read"};
constexpr Permission foreign{"service.case.read", "read"};

std::string fault_in(const Module& module) {
  const Module* const modules[] = {&module};
  return fault_of(check_modules(modules));
}

TEST(ModuleChecks, take_names_once_and_never_those_of_the_platform) {
  const Module first{.name = "guest"};
  const Module second{.name = "guest"};
  const Module* const twice[] = {&first, &second};
  EXPECT_EQ(fault_of(check_modules(twice)), "The module guest has a name that is taken.");
  for (const char* const taken :
       {"store", "kith", "sqlite", "message", "message_version", "access", "outbox", "post",
        "identity", "idempotency", "search", "timer", "job", "workspace", "bus", "person"}) {
    EXPECT_EQ(fault_in({.name = taken}),
              "The module " + std::string(taken) + " has a name that is taken.");
  }
  EXPECT_NE(fault_in({.name = "Guest Book"}), "");
  EXPECT_NE(fault_in({.name = ""}), "");
  EXPECT_EQ(fault_in(first), "");
}

TEST(ModuleChecks, hold_tables_to_the_modules_name_and_to_what_they_are) {
  const Migration others[] = {{"service", 1, "x", ""}};
  const Migration outside[] = {{"guest", 1, "x", "-- record: why\nCREATE TABLE page(id INTEGER);"}};
  const Migration unsaid[] = {{"guest", 1, "x", "CREATE TABLE guest_page(id INTEGER);"}};
  const Migration fine[] = {
      {"guest", 1, "x", "-- record: why\nCREATE TABLE guest_page(id INTEGER);"}};
  EXPECT_NE(fault_in({.name = "guest", .migrations = others}), "");
  EXPECT_NE(fault_in({.name = "guest", .migrations = outside}), "");
  EXPECT_NE(fault_in({.name = "guest", .migrations = unsaid}), "");
  EXPECT_EQ(fault_in({.name = "guest", .migrations = fine}), "");
}

TEST(ModuleChecks, want_a_permission_of_the_modules_own_on_each_route) {
  const Permission* const permissions[] = {&own};
  const Permission* const others[] = {&foreign};
  const Route open[] = {{.method = HttpMethod::get, .path = "/pages", .permission = nullptr}};
  const Route borrowed[] = {{.method = HttpMethod::get, .path = "/pages", .permission = &foreign}};
  const Route behind[] = {{.method = HttpMethod::get, .path = "/pages", .permission = &own}};
  EXPECT_NE(fault_in({.name = "guest", .permissions = permissions, .routes = open}), "");
  EXPECT_NE(fault_in({.name = "guest", .permissions = permissions, .routes = borrowed}), "");
  EXPECT_NE(fault_in({.name = "guest", .routes = behind}), "");
  EXPECT_NE(fault_in({.name = "guest", .permissions = others}), "");
  EXPECT_EQ(fault_in({.name = "guest", .permissions = permissions, .routes = behind}), "");
}

TEST(ModuleChecks, refuse_foreign_events_and_erasers_that_nobody_would_call) {
  const EventType events[] = {event_type<MessageAdded>()};
  const Eraser nothing[] = {{Noun::message, nullptr}};
  const Eraser unknown[] = {
      {Noun::channel, [](EraseContext&, std::int64_t) { return Result<void>(); }}};
  const Eraser fine[] = {
      {Noun::person, [](EraseContext&, std::int64_t) { return Result<void>(); }}};
  EXPECT_NE(fault_in({.name = "guest", .events = events}), "");
  EXPECT_NE(fault_in({.name = "guest", .erasers = nothing}), "");
  EXPECT_NE(fault_in({.name = "guest", .erasers = unknown}), "");
  EXPECT_EQ(fault_in({.name = "guest", .erasers = fine}), "");
}

}  // namespace
}  // namespace kith::host
