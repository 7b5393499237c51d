// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

namespace kith::host {

/// Where kith listens and to whom it answers.
struct HttpSettings {
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  std::vector<std::string> trusted_proxies;
  std::string tls_certificate;
  std::string tls_key;
  std::int32_t threads = 2;
  std::int32_t writes_per_minute = 12'000;
  std::int32_t reads_per_minute = 60'000;
  std::int32_t kept_answers_mb = 4;

  static consteval auto describe() {
    return described(
        "Where kith listens and to whom it answers.",
        field<&HttpSettings::listen>("Address and port to listen on.", length{1, 300}, defaults,
                                     restart, example{"\"127.0.0.1:8080\""}),
        field<&HttpSettings::hosts>("The names it answers to, beside localhost and its address.",
                                    items{0, 100}, length{1, 253}, defaults, restart,
                                    example{"[\"kith.example\"]"}),
        field<&HttpSettings::origins>(
            "Where its own pages are served from, where that is not the address they ask.",
            items{0, 100}, length{1, 300}, defaults, restart,
            example{"[\"https://kith.example\"]"}),
        field<&HttpSettings::trusted_proxies>(
            "Addresses and ranges whose X-Forwarded-For and X-Forwarded-Proto are believed.",
            items{0, 100}, length{1, 64}, defaults, restart, example{"[\"10.0.0.0/8\"]"}),
        field<&HttpSettings::tls_certificate>(
            "The file with the certificate chain; empty for plain HTTP. SIGHUP reads it again.",
            length{0, 4096}, defaults, restart),
        field<&HttpSettings::tls_key>("The file with the private key.", length{0, 4096}, defaults,
                                      restart),
        field<&HttpSettings::threads>("Threads that answer requests.", range{1, 64}, defaults,
                                      restart),
        field<&HttpSettings::writes_per_minute>("Writes that one session or token may ask for.",
                                                range{1, 100'000'000}, defaults, restart),
        field<&HttpSettings::reads_per_minute>("Reads that one session or token may ask for.",
                                               range{1, 100'000'000}, defaults, restart),
        field<&HttpSettings::kept_answers_mb>(
            "How many megabytes of answers each workspace keeps, for who asks the same before "
            "anything has changed; 0: none.",
            range{0, 1'024}, defaults, restart));
  }
};

/// Whom kith calls by itself.
struct NetSettings {
  std::vector<std::string> outgoing_allow;

  static consteval auto describe() {
    return described(
        "Whom kith calls by itself.",
        field<&NetSettings::outgoing_allow>(
            "Addresses and ranges that may be called although they are not on the public internet, "
            "also over plain HTTP. Whoever may manage channels can make kith call them.",
            items{0, 100}, length{1, 64}, defaults, restart, example{"[\"10.0.5.7\"]"}));
  }
};

/// Where the figures of the process are read.
struct MetricsSettings {
  std::string listen;

  static consteval auto describe() {
    return described("Where the figures of the process are read.",
                     field<&MetricsSettings::listen>(
                         "Address and port of GET /metrics; empty for none.", length{0, 300},
                         defaults, restart, example{"\"127.0.0.1:9464\""}));
  }
};

/// Which modules work beside the built-in ones, and how long they may take.
struct ModulesSettings {
  std::vector<std::string> load;
  std::int32_t handler_seconds = 10;

  static consteval auto describe() {
    return described(
        "Which modules work beside the built-in ones.",
        field<&ModulesSettings::load>("Files of modules to load, each a .so built for this kith.",
                                      items{0, 100}, length{1, 4096}, defaults, restart,
                                      example{"[\"/opt/kith/quality.so\"]"}),
        field<&ModulesSettings::handler_seconds>(
            "How long a module may take for one event or one request; then it is left behind and "
            "what it made of it is refused.",
            range{1, 3600}, defaults, restart));
  }
};

/// How loud the log is.
enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// Every property of kith.toml.
struct Settings {
  std::string data = "data";
  std::string key_file;
  LogLevel log_level = LogLevel::info;
  HttpSettings http;
  NetSettings net;
  MetricsSettings metrics;
  ModulesSettings modules;

  static consteval auto describe() {
    return described(
        "The settings of kith: flags before KITH_* variables before this file.",
        field<&Settings::data>("The folder with all data.", length{1, 4096}, defaults, restart,
                               example{"\"/var/lib/kith\""}),
        field<&Settings::key_file>(
            "The file with the key that seals secrets; outside the data folder. Empty: a file "
            "beside the data folder, named after it.",
            length{0, 4096}, defaults, restart, example{"\"/etc/kith/key\""}),
        field<&Settings::log_level>("Lines below this are not written.", defaults, restart),
        field<&Settings::http>("Where kith listens.", defaults),
        field<&Settings::net>("Whom it calls by itself.", defaults),
        field<&Settings::metrics>("Where its figures are read.", defaults),
        field<&Settings::modules>("Which modules work beside the built-in ones.", defaults));
  }
};

}  // namespace kith::host
