// SPDX-License-Identifier: Apache-2.0
#include "text/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "html_check.h"

namespace kith::text {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string clean(std::string_view html) {
  const std::string once = sanitise_html(html).html;
  EXPECT_EQ(sanitise_html(once).html, once) << "not stable for " << html;
  EXPECT_THAT(forbidden_in(once), IsEmpty()) << html;
  return once;
}

constexpr const char* rel_of_links = " rel=\"noopener noreferrer nofollow\"";

TEST(SanitiseHtml, keeps_what_a_letter_is_made_of) {
  const char* const table =
      "<table><caption>c</caption><colgroup><col><col></colgroup><thead><tr><th>h</th></tr>"
      "</thead><tbody><tr><td colspan=\"2\" rowspan=\"3\">x</td></tr></tbody></table>";
  for (const char* html : {
           table,
           "<p>Hello <b>Anna</b>, <i>see</i> <u>this</u></p>",
           "<h1>Title</h1><p>a<br>b</p><hr><p>c</p>",
           "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>",
           "<ol start=\"3\"><li>three</li></ol>",
           "<blockquote><p>quoted</p><blockquote>deeper</blockquote></blockquote>",
           "<pre>  a\n   b</pre><p><code>x = 1</code></p>",
           "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>",
           "<p>H<sub>2</sub>O m<sup>2</sup> <small>small</small> <s>gone</s></p>",
           "plain &amp; simple &lt;tag&gt; 1 &gt; 0",
           "  leading and trailing  ",
       }) {
    EXPECT_EQ(clean(html), html);
  }
}

TEST(SanitiseHtml, guards_links) {
  EXPECT_EQ(clean("<a href=\"https://example.com/?a=1&amp;b=2\" title=\"t\">x</a>"),
            std::string("<a href=\"https://example.com/?a=1&amp;b=2\"") + rel_of_links +
                " title=\"t\">x</a>");
  EXPECT_EQ(clean("<a href='mailto:a@example.com' target=_top onclick=evil()>x</a>"),
            std::string("<a href=\"mailto:a@example.com\"") + rel_of_links + ">x</a>");
  EXPECT_EQ(clean("<a href=\" HTTP://example.com/a\nb c \">x</a>"),
            std::string("<a href=\"http://example.com/ab%20c\"") + rel_of_links + ">x</a>");
  EXPECT_EQ(clean("<a href=tel:+4912345>x</a>"),
            std::string("<a href=\"tel:+4912345\"") + rel_of_links + ">x</a>");
}

TEST(SanitiseHtml, unwraps_links_to_anything_else) {
  for (const char* address : {"javascript:alert(1)",
                              " javascript:alert(1)",
                              "java\nscript:alert(1)",
                              "JaVaScRiPt:x",
                              "&#106;avascript:x",
                              "java&Tab;script:x",
                              "\x01javascript:x",
                              "data:text/html,x",
                              "vbscript:x",
                              "file:///etc/passwd",
                              "//example.com",
                              "/path",
                              "#top",
                              "blob:x",
                              "ftp://x",
                              "https:",
                              "https:example.com",
                              "",
                              "feed:javascript:x",
                              "view-source:x"}) {
    EXPECT_EQ(clean("<a href=\"" + std::string(address) + "\">x</a>"), "x") << address;
  }
}

TEST(SanitiseHtml, lets_no_image_load_by_itself) {
  const SanitisedHtml safe = sanitise_html(
      "<img src=https://example.com/a.png alt=A width=10 height=20><img src=cid:a@b>");
  EXPECT_EQ(safe.html,
            "<img data-kith-src=\"https://example.com/a.png\" alt=\"A\" width=\"10\" "
            "height=\"20\"><img data-kith-src=\"cid:a@b\">");
  EXPECT_EQ(safe.images, 2U);
  EXPECT_EQ(sanitise_html(safe.html).html, safe.html);
  EXPECT_EQ(clean("<img src=http://example.com/a.png alt=Logo>"), "Logo");
  EXPECT_EQ(clean("<img src=data:image/png;base64,AAAA><img srcset='https://x/y 2x'>"), "");
  EXPECT_EQ(clean("<img data-kith-src=javascript:x src=x onerror=alert(1)>"), "");
}

TEST(SanitiseHtml, drops_what_runs_loads_or_hides) {
  for (const char* html : {
           "a<script>alert(1)</script>b",
           "a<style>p{color:red}</style>b",
           "a<iframe src=x>c</iframe>b",
           "a<object data=x>c</object>b",
           "a<embed src=x>b",
           "a<svg><script>alert(1)</script><text>c</text></svg>b",
           "a<math><mi>c</mi></math>b",
           "a<template><p>c</p></template>b",
           "a<noscript><img src=x onerror=alert(1)></noscript>b",
           "a<textarea>c</textarea>b",
           "a<select><option>c</select>b",
           "a<input value=c>b",
           "a<title>c</title>b",
           "a<!-- c -->b",
           "a<!--[if mso]><p>c</p><![endif]-->b",
           "a<![CDATA[c]]>b",
           "a<?xml c?>b",
           "a<meta http-equiv=refresh content=0><base href=x><link rel=stylesheet href=x>b",
           "a<video src=x>c</video><audio>c</audio><canvas>c</canvas>b",
           "a<span style='display: none'>c</span>b",
           "a<span hidden>c</span>b",
       }) {
    EXPECT_EQ(clean(html), "ab") << html;
  }
}

TEST(SanitiseHtml, unwraps_what_it_does_not_know) {
  EXPECT_EQ(clean("<o:p>a</o:p><font color=red>b</font><blink>c</blink><form>d</form>"), "abcd");
  EXPECT_EQ(clean("<button onclick=x>a</button><label>b</label>"), "ab");
  EXPECT_EQ(clean("<span class=x style='color:red' id=y onmouseover=z>a</span>"), "a");
}

TEST(SanitiseHtml, writes_kin_of_known_elements_as_those) {
  EXPECT_EQ(clean("<section>a</section><center>b</center>"), "<div>a</div><div>b</div>");
  EXPECT_EQ(clean("<strike>a</strike><del>b</del><ins>c</ins><tt>d</tt>"),
            "<s>a</s><s>b</s><u>c</u><code>d</code>");
  EXPECT_EQ(clean("<dl><dt>a<dd>b</dl>"), "<div><p>a</p><p>b</p></div>");
}

TEST(SanitiseHtml, mends_tag_soup) {
  EXPECT_EQ(clean("<p>a<p>b"), "<p>a</p><p>b</p>");
  EXPECT_EQ(clean("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
  EXPECT_EQ(clean("<b>a<i>b</b>c</i>"), "<b>a<i>b</i></b><i>c</i>");
  EXPECT_EQ(clean("<table><tr><td>a<td>b<tr><td>c</table>"),
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>");
  EXPECT_EQ(clean("<p>a<div>b</div>c"), "<p>a</p><div>b</div>c");
  EXPECT_EQ(clean("</div></p>a<td>b</td>"), "ab");
  EXPECT_EQ(clean("<a href=https://x.example>a<a href=https://y.example>b</a>"),
            std::string("<a href=\"https://x.example\"") + rel_of_links +
                ">a</a><a href=\"https://y.example\"" + rel_of_links + ">b</a>");
  EXPECT_EQ(clean("<p>a</b></i>b</span></p>"), "<p>ab</p>");
  EXPECT_EQ(clean("a < b and c > d <3"), "a &lt; b and c &gt; d &lt;3");
}

TEST(SanitiseHtml, keeps_the_line_break_that_begins_a_pre) {
  EXPECT_EQ(clean("<pre>\na</pre>"), "<pre>a</pre>");
  EXPECT_EQ(clean("<pre>\n\na</pre>"), "<pre>\n\na</pre>");
  EXPECT_EQ(clean("<pre><x>\na</pre>"), "<pre>a</pre>");
  EXPECT_EQ(clean("<pre>&#10;&#10;a</pre>"), clean(clean("<pre>&#10;&#10;a</pre>")));
}

TEST(SanitiseHtml, is_not_fooled_by_tags_in_tags) {
  EXPECT_EQ(clean("<<x>script>alert(1)</<x>script>"), "&lt;script&gt;alert(1)script&gt;");
  EXPECT_EQ(clean("<scr<script>ipt>alert(1)</scr</script>ipt>"), "ipt&gt;alert(1)ipt&gt;");
  EXPECT_EQ(clean("<p title=\"</p><script>x</script>\">a</p>"), "<p>a</p>");
  EXPECT_EQ(clean("<img src=https://x/ alt=\"&quot;><script>x</script>\">"),
            "<img data-kith-src=\"https://x/\" alt=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">");
  EXPECT_EQ(clean("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">a"), "\"&gt;a");
}

TEST(SanitiseHtml, drops_bytes_that_parsers_disagree_on) {
  EXPECT_EQ(clean(std::string_view("a\0b\x01 c\x7F", 7)), "ab c");
  EXPECT_EQ(clean("\xEF\xBB\xBF"
                  "a\u0085b\uFFFEc"),
            "abc");
  EXPECT_EQ(clean("a\xFF"
                  "b\xC3"),
            "a\uFFFDb\uFFFD");
  EXPECT_EQ(clean("a&#0;&#13;&#x110000;b"), "a\uFFFD\uFFFDb");
}

TEST(SanitiseHtml, survives_depth_without_losing_text) {
  for (const char* tag : {"div", "b", "blockquote", "table", "ul><li", "a href=https://x",
                          "table><tr><td", "span lang=en", "font", "svg", "p", "h1", "em"}) {
    std::string html;
    for (int i = 0; i < 5'000; ++i) {
      html += "<" + std::string(tag) + ">";
    }
    EXPECT_THAT(clean(html + "end"), HasSubstr("end")) << tag;
  }
}

TEST(SanitiseHtml, falls_back_to_text_when_markup_explodes) {
  std::string html;
  for (const char* tag : {"em", "i", "s", "small", "strong", "u", "code"}) {
    html += "<b><" + std::string(tag) + "></b>";
  }
  for (int i = 0; i < 300'000; ++i) {
    html += "<p>x";
  }
  const SanitisedHtml safe = sanitise_html(html);
  EXPECT_TRUE(safe.is_cut);
  EXPECT_THAT(safe.html, HasSubstr("x x x"));
  EXPECT_THAT(safe.html, Not(HasSubstr("<")));
}

TEST(SanitiseHtml, reads_no_more_than_its_limit) {
  const SanitisedHtml safe = sanitise_html(std::string(html_bytes + 100, 'x'));
  EXPECT_GT(safe.html.size(), html_bytes * 9 / 10);
  EXPECT_LE(safe.html.size(), html_bytes);
  EXPECT_TRUE(safe.is_cut);
  EXPECT_FALSE(sanitise_html("<p>x</p>").is_cut);
}

TEST(HtmlToText, has_a_line_for_a_block) {
  EXPECT_EQ(html_to_text("<h1>Hi</h1><p>one   two<br>three</p><div>a</div><div>b</div>"),
            "Hi\n\none two\nthree\n\na\nb");
  EXPECT_EQ(html_to_text("<p>a</p>\n\n<p>b</p>"), "a\n\nb");
  EXPECT_EQ(html_to_text("a<br><br><br><br>b"), "a\n\nb");
  EXPECT_EQ(html_to_text("  <p>  a <b> b </b> c  </p> "), "a b c");
  EXPECT_EQ(html_to_text(""), "");
}

TEST(HtmlToText, writes_lists_tables_and_quotations) {
  EXPECT_EQ(html_to_text("<ul><li>a<li>b<ul><li>c</ul></ul><ol><li>x<li>y</ol>"),
            "- a\n- b\n- c\n\n1. x\n2. y");
  EXPECT_EQ(html_to_text("<table><tr><td>a<td>b<tr><td>c<td>d</table>"), "a b\nc d");
  EXPECT_EQ(html_to_text("yes<blockquote><p>old</p><blockquote>older</blockquote></blockquote>no"),
            "yes\n\n> old\n\n> > older\n\nno");
  EXPECT_EQ(html_to_text("<p>a</p><hr><p>b</p>"), "a\n\n---\n\nb");
}

TEST(HtmlToText, names_addresses_that_the_text_does_not) {
  EXPECT_EQ(html_to_text("<a href=https://example.com/x>here</a>"), "here (https://example.com/x)");
  EXPECT_EQ(html_to_text("<a href=https://example.com/>example.com</a>"), "example.com");
  EXPECT_EQ(html_to_text("<a href=mailto:a@example.com>a@example.com</a>"), "a@example.com");
  EXPECT_EQ(html_to_text("<a href=mailto:a@example.com>write</a>"), "write (a@example.com)");
  EXPECT_EQ(html_to_text("<a href=javascript:x>here</a>"), "here");
  EXPECT_EQ(html_to_text("<a href=https://example.com><img src=x alt=Logo></a>"),
            "Logo (https://example.com)");
}

TEST(HtmlToText, keeps_pre_as_it_is_and_decodes_entities) {
  EXPECT_EQ(html_to_text("<pre>  a\n    b</pre>"), "  a\n    b");
  EXPECT_EQ(html_to_text("Tom &amp; Jerry &lt;3 &euro;5"), "Tom & Jerry <3 €5");
}

TEST(HtmlToText, leaves_out_what_nobody_sees) {
  EXPECT_EQ(html_to_text("<html><head><title>t</title><style>p{}</style></head><body>"
                         "<div style='DISPLAY : NONE'>preheader</div><script>x</script>a"
                         "<!-- b --></body></html>"),
            "a");
}

}  // namespace
}  // namespace kith::text
