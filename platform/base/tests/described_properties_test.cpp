// SPDX-License-Identifier: Apache-2.0
#include "base/described_properties.h"

#include <gtest/gtest.h>

#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

struct Listener {
  std::int32_t port = 80;
  std::string host = "localhost";

  static consteval auto describe() {
    return described("Where to listen.",
                     field<&Listener::port>("The port.", range{1, 65535}, defaults),
                     field<&Listener::host>("The host.", forms::host_name, defaults));
  }
};

struct Account {
  std::string name;
  std::string password = "";

  static consteval auto describe() {
    return described("An account.", field<&Account::name>("Its name.", example{"\"anna\""}),
                     field<&Account::password>("Its password.", secret, defaults));
  }
};

struct Config {
  Listener http{.port = 8080};
  std::optional<Listener> metrics;
  std::vector<Account> accounts;
  std::string key = "s3cret";
  Note note;

  static consteval auto describe() {
    return described("The server.", field<&Config::http>("The web.", restart, defaults),
                     field<&Config::metrics>("The metrics."),
                     field<&Config::accounts>("The accounts.", defaults),
                     field<&Config::key>("The key.", secret, defaults),
                     field<&Config::note>("A note.", defaults));
  }
};

std::vector<Property> properties() {
  return described_properties(TypeOf<Config>::type);
}

const Property& property(const std::vector<Property>& all, std::string_view path) {
  for (const Property& each : all) {
    if (each.path == path) {
      return each;
    }
  }
  ADD_FAILURE() << "no property " << path;
  return all[0];
}

TEST(DescribedProperties, are_flat_and_in_order) {
  std::string paths;
  for (const Property& each : properties()) {
    paths += each.path + " " + each.pointer + "\n";
  }
  EXPECT_EQ(paths,
            "http.port /http/port\nhttp.host /http/host\nmetrics.port /metrics/port\n"
            "metrics.host /metrics/host\naccounts /accounts\naccounts[].name /accounts/-/name\n"
            "accounts[].password /accounts/-/password\nkey /key\nnote.text /note/text\n"
            "note.answers /note/answers\n");
}

TEST(DescribedProperties, have_the_default_that_holds_where_they_stand) {
  const std::vector<Property> all = properties();
  EXPECT_EQ(property(all, "http.port").default_json, "8080");
  EXPECT_EQ(property(all, "metrics.port").default_json, "80");
  EXPECT_EQ(property(all, "http.host").default_json, "\"localhost\"");
  EXPECT_EQ(property(all, "accounts").default_json, "[]");
  EXPECT_EQ(property(all, "accounts[].name").default_json, "");
}

TEST(DescribedProperties, say_meaning_form_example_and_restart) {
  const std::vector<Property> all = properties();
  const Property& port = property(all, "http.port");
  EXPECT_EQ(port.meaning, "The port.");
  EXPECT_EQ(port.form, "a whole number from 1 to 65535");
  EXPECT_TRUE(port.restart) << "what holds it needs a restart";
  EXPECT_FALSE(property(all, "metrics.port").restart);
  EXPECT_EQ(property(all, "accounts").form, "a list, each an object");
  EXPECT_EQ(property(all, "accounts[].name").example, "\"anna\"");
  EXPECT_EQ(property(all, "accounts[].name").presence, Presence::required);
}

TEST(DescribedProperties, hide_the_default_of_a_secret) {
  const std::vector<Property> all = properties();
  EXPECT_TRUE(property(all, "key").secret);
  EXPECT_EQ(property(all, "key").default_json, "\"(hidden)\"");
  EXPECT_EQ(property(all, "accounts[].password").default_json, "\"\"");
}

}  // namespace
}  // namespace kith
