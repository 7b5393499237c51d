// SPDX-License-Identifier: Apache-2.0
#include "text/language.h"

#include <cstring>

#include "text/ascii.h"
#include "text/cld2.h"
#include "text/cyrillic.h"
#include "text/script.h"
#include "text/utf8.h"

namespace kith::text {
namespace {

constexpr std::size_t read_bytes = 1024;
// Fewer letters than this in a script of many languages say nothing.
constexpr std::size_t fewest_letters = 4;
// An ideograph or a syllable holds about as much as this many letters of an alphabet.
constexpr std::size_t letters_in_character = 3;
// CLD2's score of a short text above which its best guess was right three times in four; Latin
// has so many languages that it takes more.
constexpr double sure_in_latin = 1000;
constexpr double sure_in_others = 400;

constexpr std::string_view two_letter_codes =
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj om or os "
    "pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te "
    "tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

// Languages without a two-letter code that networks offer to their users.
constexpr std::string_view three_letter_codes =
    "ast ceb chr ckb cnr csb gsw haw hmn jbo kab kmr kok ldn lfn lzh mai moh nds new nso pdc sco "
    "scn sma smj szl tok war xal yue zba zgh";

struct Alias {
  std::string_view code;
  std::string_view means;
};

constexpr Alias code_aliases[] = {
    {"iw", "he"},  {"in", "id"},  {"ji", "yi"},  {"jw", "jv"},  {"mo", "ro"},  {"no", "nb"},
    {"sh", "sr"},  {"ara", "ar"}, {"ces", "cs"}, {"chi", "zh"}, {"cmn", "zh"}, {"cze", "cs"},
    {"dan", "da"}, {"deu", "de"}, {"dut", "nl"}, {"ell", "el"}, {"eng", "en"}, {"fas", "fa"},
    {"fil", "tl"}, {"fin", "fi"}, {"fra", "fr"}, {"fre", "fr"}, {"ger", "de"}, {"gre", "el"},
    {"heb", "he"}, {"hin", "hi"}, {"hun", "hu"}, {"ind", "id"}, {"ita", "it"}, {"jpn", "ja"},
    {"kor", "ko"}, {"msa", "ms"}, {"nld", "nl"}, {"nno", "nn"}, {"nob", "nb"}, {"nor", "nb"},
    {"per", "fa"}, {"pol", "pl"}, {"por", "pt"}, {"ron", "ro"}, {"rum", "ro"}, {"rus", "ru"},
    {"spa", "es"}, {"swe", "sv"}, {"tgl", "tl"}, {"tha", "th"}, {"tur", "tr"}, {"ukr", "uk"},
    {"vie", "vi"}, {"zho", "zh"},
};

// Characters that only Japanese writes so. Text of ideographs alone is Chinese without them.
constexpr std::u32string_view japanese_only =
    U"込働畑峠辻匂枠円図広売読対気駅県戻黒変続絵検験頼発帰沢渋総経済収応実様転関圧囲択剤児覚楽薬桜"
    U"竜鉄銭歩毎悪亜隠栄営塩価拡観権険戦斎雑従焼縄専騒蔵単団遅聴伝徳拝髪払仏辺豊満黙訳両緑齢歴労録";

bool is_listed(std::string_view codes, std::string_view code) {
  for (std::size_t at = 0; at < codes.size(); at += code.size() + 1) {
    if (codes.substr(at, code.size()) == code) {
      return true;
    }
  }
  return false;
}

bool is_well_formed(std::string_view subtags) {
  std::size_t length = 0;
  for (const char each : subtags) {
    const bool is_end = each == '-' || each == '_';
    if (is_end ? length == 0 : (!(is_letter(each) || is_digit(each)) || length == 8)) {
      return false;
    }
    length = is_end ? 0 : length + 1;
  }
  return length > 0;
}

// An address or a mention: it names somebody or something in no language.
bool is_address(std::string_view word) {
  return word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") ||
         word.find('@') != std::string_view::npos;
}

/// The words of a text that are language, and how many of their letters are of which script.
class Sample {
 public:
  explicit Sample(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && size_ < read_bytes;) {
      const std::size_t begin = at;
      // A word without end would be looked at again and again, so it is cut.
      while (at < text.size() && !is_space(text[at]) && at - begin < read_bytes) {
        ++at;
      }
      const std::string_view word = text.substr(begin, at - begin);
      if (!is_address(word)) {
        add(word);
      }
      at += at < text.size() && is_space(text[at]) ? 1 : 0;
    }
  }

  std::string_view text() const { return {bytes_.data(), size_}; }
  std::size_t letters(Script script) const { return letters_[static_cast<std::size_t>(script)]; }

  const CyrillicLetters& cyrillic() const { return cyrillic_; }

  bool has_japanese_ideograph() const {
    for (std::size_t at = 0; at < size_;) {
      const CodePoint point = code_point_at(text(), at);
      if (japanese_only.find(point.value) != std::u32string_view::npos) {
        return true;
      }
      at += point.size;
    }
    return false;
  }

  /// The script of most of the text; `none` where there is no letter.
  Script script() const {
    std::array<std::size_t, script_count> weights = letters_;
    std::size_t& han = weights[static_cast<std::size_t>(Script::han)];
    std::size_t& kana = weights[static_cast<std::size_t>(Script::kana)];
    // A stray の in a Chinese text does not make it Japanese.
    if (kana > 0 && kana * 10 >= han) {
      kana = (kana + han) * letters_in_character;
      han = 0;
    }
    han *= letters_in_character;
    weights[static_cast<std::size_t>(Script::hangul)] *= letters_in_character;
    weights[static_cast<std::size_t>(Script::none)] = 0;
    return static_cast<Script>(std::ranges::max_element(weights) - weights.begin());
  }

 private:
  void add(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
      const CodePoint point = code_point_at(word, at);
      if (is_valid(point) && size_ + point.size < read_bytes) {
        const Script script = script_of(point.value);
        ++letters_[static_cast<std::size_t>(script)];
        if (script == Script::cyrillic) {
          cyrillic_.add(point.value);
        }
        std::memcpy(bytes_.data() + size_, word.data() + at, point.size);
        size_ += point.size;
      }
      at += point.size;
    }
    bytes_[size_++] = ' ';
  }

  std::array<char, read_bytes + 1> bytes_;
  std::size_t size_ = 0;
  std::array<std::size_t, script_count> letters_{};
  CyrillicLetters cyrillic_;
};

}  // namespace

Language declared_language(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  if (primary.size() < 2 || primary.size() > 3 || tag.size() > 35 || !is_well_formed(tag)) {
    return {};
  }
  std::array<char, 3> letters{};
  std::ranges::transform(primary, letters.begin(), lower);
  const std::string_view code{letters.data(), primary.size()};
  for (const Alias& alias : code_aliases) {
    if (alias.code == code) {
      return Language(alias.means);
    }
  }
  return is_listed(code.size() == 2 ? two_letter_codes : three_letter_codes, code) ? Language(code)
                                                                                   : Language();
}

Language detect_language(std::string_view text) {
  const Sample sample(text);
  const Script script = sample.script();
  if (script == Script::han) {
    return Language(sample.has_japanese_ideograph() ? "ja" : "zh");
  }
  const std::string_view only = only_language_of(script);
  if (!only.empty()) {
    return Language(only);
  }
  if (script == Script::none || sample.letters(script) < fewest_letters) {
    return {};
  }
  const bool is_shared_by_many = script == Script::latin;
  const std::string_view guess =
      cld2_language(sample.text(), is_shared_by_many ? sure_in_latin : sure_in_others);
  return declared_language(script == Script::cyrillic ? sample.cyrillic().corrected(guess) : guess);
}

Language language_of(std::string_view text, std::string_view tag) {
  const Language declared = declared_language(tag);
  return declared.is_known() ? declared : detect_language(text);
}

}  // namespace kith::text
