// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace kith::http {

/// A file to give out.
struct FileAnswer {
  std::string name;        ///< as clean_file_name() leaves it
  std::string media_type;  ///< one that no browser runs
  std::string tag;         ///< the same for the same bytes: letters and digits
  std::string bytes;
};

/// The answer with a file, to be saved and not shown: whole, the one part that Range asks for, or
/// 304 to who has it. Lists of ranges get all of it, ranges outside of it 416. Goes with
/// HeaderProfile::attachment.
Response file_response(const Request& request, FileAnswer file);

/// The value of Content-Disposition for a file that is saved under this name, in any script.
std::string attachment_disposition(std::string_view name);

}  // namespace kith::http
