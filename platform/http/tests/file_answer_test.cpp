// SPDX-License-Identifier: Apache-2.0
#include "http/file_answer.h"

#include <gmock/gmock.h>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Response give(std::vector<Header> headers, std::string name = "lid.txt") {
  return file_response({.headers = std::move(headers)},
                       {std::move(name), "text/plain", "abc", "0123456789"});
}

TEST(FileAnswer, is_saved_and_never_shown) {
  Response whole = give({});
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, "0123456789");
  EXPECT_EQ(header_of(whole, "Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(header_of(whole, "Content-Disposition"), "attachment; filename=\"lid.txt\"");
  EXPECT_EQ(header_of(whole, "ETag"), "\"abc\"");
  add_profile(whole, HeaderProfile::attachment, false);
  EXPECT_THAT(header_of(whole, "Content-Security-Policy"), HasSubstr("sandbox"));
  EXPECT_THAT(header_of(whole, "Content-Security-Policy"), Not(HasSubstr("allow-")));
  EXPECT_EQ(header_of(whole, "X-Content-Type-Options"), "nosniff");
}

TEST(FileAnswer, has_the_name_in_every_script_and_no_header_in_it) {
  EXPECT_EQ(attachment_disposition("Rückgabe 1%.pdf"),
            "attachment; filename=\"R_ckgabe 1_.pdf\"; filename*=UTF-8''R%C3%BCckgabe%201%25.pdf");
  EXPECT_EQ(attachment_disposition("a\"; x=\r\nb"),
            "attachment; filename=\"a_; x=__b\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0Ab");
}

TEST(FileAnswer, is_the_part_that_is_asked_for) {
  const auto part = [](std::string range) {
    const Response response = give({{"range", std::move(range)}});
    return std::to_string(response.status) + " " + header_of(response, "Content-Range") + " " +
           response.body;
  };
  EXPECT_EQ(part("bytes=0-0"), "206 bytes 0-0/10 0");
  EXPECT_EQ(part("bytes=2-4"), "206 bytes 2-4/10 234");
  EXPECT_EQ(part("bytes=8-"), "206 bytes 8-9/10 89");
  EXPECT_EQ(part("bytes=-3"), "206 bytes 7-9/10 789");
  EXPECT_EQ(part("bytes=-300"), "206 bytes 0-9/10 0123456789");
  EXPECT_EQ(part("bytes=9-99999"), "206 bytes 9-9/10 9");
  EXPECT_EQ(part("bytes=10-"), "416 bytes */10 ");
  EXPECT_EQ(part("bytes=-0"), "416 bytes */10 ");
  EXPECT_EQ(part("bytes=99999999999999999999-"), "200  0123456789");
  for (const char* other : {"bytes=4-2", "bytes=0-1,3-4", "bytes=", "bytes=-", "bytes=x-y", "0-1",
                            "lines=0-1", "bytes=1-2-3"}) {
    EXPECT_EQ(part(other), "200  0123456789") << other;
  }
}

TEST(FileAnswer, is_not_sent_again_to_who_has_it_nor_in_parts_of_another_one) {
  EXPECT_EQ(give({{"if-none-match", "\"abc\""}}).status, 304);
  EXPECT_EQ(give({{"if-none-match", "\"x\", W/\"abc\""}}).status, 304);
  EXPECT_EQ(give({{"if-none-match", "\"abd\""}}).status, 200);
  EXPECT_EQ(give({{"range", "bytes=0-1"}, {"if-range", "\"abc\""}}).status, 206);
  EXPECT_EQ(give({{"range", "bytes=0-1"}, {"if-range", "\"abd\""}}).status, 200);
}

class UploadTest : public RouterTest {
 protected:
  UploadTest() {
    table.add({.method = Method::post,
               .path = "/api/v1/files",
               .owner = "shop",
               .summary = "Takes a file",
               .gate = Gate::behind(shop::write_orders),
               .handler =
                   [this](RawCall call, const Reply& reply) {
                     taken.push_back(call.request.body);
                     repeats.push_back(call.repeat);
                     reply.answer({.status = 201});
                   },
               .input = &TypeOf<shop::OneOrder>::type,
               .status = 201,
               .body_type = "application/octet-stream",
               .is_repeatable = true});
  }
  static Ask upload(std::string type = "application/octet-stream") {
    Ask asked = ask(Method::post, "/api/v1/files?order_id=3").with("content-type", std::move(type));
    asked.body = "\x01\x02";
    return asked;
  }
  std::vector<std::string> taken;
  std::vector<std::optional<events::RepeatKey>> repeats;
};

TEST_F(UploadTest, is_a_body_of_its_own_type_with_its_input_in_the_query) {
  EXPECT_EQ(send(upload()).status, 201);
  EXPECT_EQ(taken, std::vector<std::string>{"\x01\x02"});
  EXPECT_EQ(send(upload("application/json")).status, 415);
  EXPECT_EQ(send(upload("text/html")).status, 415);
  Ask wrong = upload();
  wrong.target = "/api/v1/files?order_id=3&admin=1";
  EXPECT_EQ(send(wrong).status, 400);
  EXPECT_EQ(send(upload().as("guest")).status, 403);
  EXPECT_EQ(taken.size(), 1U);
}

TEST_F(UploadTest, by_cookie_comes_from_own_pages_in_a_type_that_no_form_has) {
  Ask asked = upload();
  asked.headers.front() = {"cookie", "clerk"};
  EXPECT_EQ(send(asked).status, 403);
  EXPECT_EQ(send(asked.with("sec-fetch-site", "cross-site")).status, 403);
  EXPECT_EQ(send(asked.with("sec-fetch-site", "same-origin")).status, 201);
  Ask form = upload("multipart/form-data; boundary=x");
  form.headers.front() = {"cookie", "clerk"};
  EXPECT_EQ(send(form.with("sec-fetch-site", "same-origin")).status, 403);
}

TEST_F(UploadTest, hands_its_key_for_repeats_on) {
  EXPECT_EQ(send(upload().with("idempotency-key", "k1")).status, 201);
  EXPECT_EQ(send(upload()).status, 201);
  EXPECT_EQ(send(upload().with("idempotency-key", "")).status, 400);
  ASSERT_EQ(repeats.size(), 2U);
  EXPECT_TRUE(repeats[0]);
  EXPECT_FALSE(repeats[1]);
}

}  // namespace
}  // namespace kith::http
