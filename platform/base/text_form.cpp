// SPDX-License-Identifier: Apache-2.0
#include "base/text_form.h"

#include <algorithm>
#include <array>

#include "base/rfc3339.h"

namespace kith {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_lower(c) || is_upper(c);
}
bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}
bool is_hex(char c) {
  return is_lower_hex(c) || (c >= 'A' && c <= 'F');
}

bool is_one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  return std::ranges::all_of(text, predicate);
}

/// Whether each part between `separator`s is accepted; a text without one is one part.
template <class Predicate>
bool all_parts(std::string_view text, char separator, Predicate predicate) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!predicate(text.substr(0, end))) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(end + 1);
  }
}

bool is_any(std::string_view) {
  return true;
}

bool is_any_line(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i);
    const bool c1 = byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
    const bool separator = rest.starts_with("\u2028") || rest.starts_with("\u2029");
    if (byte < 0x20 || byte == 0x7F || c1 || separator) {
      return false;
    }
  }
  return true;
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && all(text.substr(1), is_lower_hex);
}

bool is_country(std::string_view text) {
  return text.size() == 2 && all(text, is_upper);
}

bool is_host_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         all(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_host_name(std::string_view text) {
  return text.size() <= 253 && all_parts(text, '.', is_host_label);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at > 64 || text.size() > 254) {  // without '@', `at` is the largest number there is
    return false;
  }
  const std::string_view host = text.substr(at + 1);
  const auto is_atom = [](std::string_view atom) {
    return !atom.empty() && all(atom, [](char c) {
      return is_alphanumeric(c) || is_one_of(c, "!#$%&'*+/=?^_`{|}~-");
    });
  };
  return all_parts(text.substr(0, at), '.', is_atom) && host.contains('.') && is_host_name(host);
}

bool is_iana_zone(std::string_view text) {
  const auto is_part = [](std::string_view part) {
    return !part.empty() &&
           all(part, [](char c) { return is_alphanumeric(c) || is_one_of(c, "_+-"); });
  };
  return text.size() <= 64 && !text.empty() && (is_lower(text[0]) || is_upper(text[0])) &&
         std::ranges::count(text, '/') <= 3 && all_parts(text, '/', is_part);
}

bool is_language_tag(std::string_view text) {
  const std::string_view language = text.substr(0, text.find('-'));
  const auto is_letter = [](char c) { return is_lower(c) || is_upper(c); };
  const auto is_subtag = [](std::string_view part) {
    return part.size() >= 2 && part.size() <= 8 && all(part, is_alphanumeric);
  };
  return text.size() <= 35 && (language.size() == 2 || language.size() == 3) &&
         all(language, is_letter) && all_parts(text, '-', is_subtag);
}

bool is_time_of_day(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && is_digit(text[0]) && is_digit(text[1]) &&
         is_digit(text[3]) && is_digit(text[4]) && text.substr(0, 2) < "24" &&
         text.substr(3) < "60";
}

bool is_url_rest(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escape =
        c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (c <= ' ' || c > '~' || is_one_of(c, "\"<>\\^`{|}") || (c == '%' && !escape)) {
      return false;
    }
  }
  return true;
}

bool is_url_host(std::string_view text) {
  if (!text.starts_with('[')) {
    return is_host_name(text);
  }
  return text.size() >= 4 && text.size() <= 47 && text.ends_with(']') &&
         all(text.substr(1, text.size() - 2),
             [](char c) { return is_hex(c) || is_one_of(c, ":."); });
}

bool is_url(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || text.size() > 2048) {
    return false;
  }
  text.remove_prefix(scheme);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view host = text.substr(0, end);
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !all(port, is_digit)) {
      return false;
    }
    host = host.substr(0, colon);
  }
  return is_url_host(host) && is_url_rest(text.substr(end));
}

bool is_word(std::string_view text) {
  return !text.empty() &&
         all(text, [](char c) { return is_lower(c) || is_digit(c) || is_one_of(c, "_.-"); });
}

#define KITH_HOST_LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#define KITH_ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"

constexpr std::array<TextFormRule, 12> rules{{
    {TextForm::none, "a text", "", &is_any, true},
    {TextForm::any_line, "a text of one line", R"(^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$)",
     &is_any_line, true},
    {TextForm::colour, "a colour, as #0b7285", "^#[0-9a-f]{6}$", &is_colour, false},
    {TextForm::country, "a country's two letters, as DE", "^[A-Z]{2}$", &is_country, false},
    {TextForm::date, "a day, as 2024-02-29",
     "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
     "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
     "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$",
     &is_date, false},
    {TextForm::email, "an email address, as anna@example.org",
     "^(?=.{1,254}$)(?=[^@]{1,64}@)" KITH_ATOM "(?:\\." KITH_ATOM ")*@(?=.{1,253}$)"
     "(?:" KITH_HOST_LABEL "\\.)+" KITH_HOST_LABEL "$",
     &is_email, false},
    {TextForm::host_name, "a host name, as mail.example.org",
     "^(?=.{1,253}$)(?:" KITH_HOST_LABEL "\\.)*" KITH_HOST_LABEL "$", &is_host_name, false},
    {TextForm::iana_zone, "a time zone, as Europe/Berlin",
     "^(?=.{1,64}$)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,3}$", &is_iana_zone, false},
    {TextForm::language_tag, "a language tag, as de-AT",
     "^(?=.{2,35}$)[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", &is_language_tag, false},
    {TextForm::time_of_day, "a time of day, as 08:30", "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
     &is_time_of_day, false},
    {TextForm::url, "a web address, as https://example.org/help",
     "^(?=.{1,2048}$)https?://(?:(?=[^:/?#]{1,253}(?:[:/?#]|$))(?:" KITH_HOST_LABEL
     "\\.)*" KITH_HOST_LABEL "|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?"
     "(?:[/?#](?:[!#$&-;=?-\\[\\]_a-z~]|%[0-9A-Fa-f]{2})*)?$",
     &is_url, true},
    {TextForm::word, "a word of a-z, 0-9, '.', '_' and '-'", "^[a-z0-9_.-]+$", &is_word, false},
}};

#undef KITH_HOST_LABEL
#undef KITH_ATOM

constexpr bool rules_are_in_order() {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].form != static_cast<TextForm>(i)) {
      return false;
    }
  }
  return true;
}
static_assert(rules_are_in_order());

}  // namespace

const TextFormRule& text_form_rule(TextForm form) {
  return rules[static_cast<std::size_t>(form)];
}

}  // namespace kith
