// SPDX-License-Identifier: Apache-2.0
#include "text/script.h"

#include <algorithm>
#include <iterator>

namespace kith::text {
namespace {

struct Block {
  char32_t first;
  char32_t last;
  Script script;
};

// In order of code points. Blocks that hold no letters of a message are left out.
constexpr Block script_blocks[] = {
    {0x41, 0x5A, Script::latin},        {0x61, 0x7A, Script::latin},
    {0xC0, 0x24F, Script::latin},       {0x370, 0x3FF, Script::greek},
    {0x400, 0x52F, Script::cyrillic},   {0x531, 0x587, Script::armenian},
    {0x5D0, 0x5F2, Script::hebrew},     {0x620, 0x6FF, Script::arabic},
    {0x750, 0x77F, Script::arabic},     {0x900, 0x97F, Script::devanagari},
    {0x980, 0x9FF, Script::bengali},    {0xA00, 0xA7F, Script::gurmukhi},
    {0xA80, 0xAFF, Script::gujarati},   {0xB00, 0xB7F, Script::oriya},
    {0xB80, 0xBFF, Script::tamil},      {0xC00, 0xC7F, Script::telugu},
    {0xC80, 0xCFF, Script::kannada},    {0xD00, 0xD7F, Script::malayalam},
    {0xD80, 0xDFF, Script::sinhala},    {0xE00, 0xE7F, Script::thai},
    {0xE80, 0xEFF, Script::lao},        {0x1000, 0x109F, Script::myanmar},
    {0x10A0, 0x10FF, Script::georgian}, {0x1100, 0x11FF, Script::hangul},
    {0x1780, 0x17FF, Script::khmer},    {0x1E00, 0x1EFF, Script::latin},
    {0x1F00, 0x1FFF, Script::greek},    {0x3041, 0x30FF, Script::kana},
    {0x3131, 0x318E, Script::hangul},   {0x31F0, 0x31FF, Script::kana},
    {0x3400, 0x4DBF, Script::han},      {0x4E00, 0x9FFF, Script::han},
    {0xAC00, 0xD7A3, Script::hangul},   {0xF900, 0xFAFF, Script::han},
    {0xFB50, 0xFDFF, Script::arabic},   {0xFE70, 0xFEFC, Script::arabic},
    {0xFF21, 0xFF5A, Script::latin},    {0xFF66, 0xFF9D, Script::kana},
    {0x20000, 0x323AF, Script::han},
};

}  // namespace

Script script_of(char32_t point) {
  if (point < 0x80) {
    const char32_t lower = point | 0x20;
    return lower >= 'a' && lower <= 'z' ? Script::latin : Script::none;
  }
  const Block* block = std::ranges::lower_bound(script_blocks, point, {}, &Block::last);
  return block != std::end(script_blocks) && point >= block->first ? block->script : Script::none;
}

std::string_view only_language_of(Script script) {
  switch (script) {
    case Script::none:
    case Script::latin:
    case Script::cyrillic:
    case Script::arabic:
    case Script::devanagari:
    case Script::han: return "";
    case Script::greek: return "el";
    case Script::armenian: return "hy";
    case Script::hebrew: return "he";
    case Script::bengali: return "bn";
    case Script::gurmukhi: return "pa";
    case Script::gujarati: return "gu";
    case Script::oriya: return "or";
    case Script::tamil: return "ta";
    case Script::telugu: return "te";
    case Script::kannada: return "kn";
    case Script::malayalam: return "ml";
    case Script::sinhala: return "si";
    case Script::thai: return "th";
    case Script::lao: return "lo";
    case Script::myanmar: return "my";
    case Script::georgian: return "ka";
    case Script::hangul: return "ko";
    case Script::khmer: return "km";
    case Script::kana: return "ja";
  }
  return "";
}

}  // namespace kith::text
