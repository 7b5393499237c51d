# SPDX-License-Identifier: Apache-2.0
# How every target of kith is built: language, warnings, hardening, sanitizers, and the few
# functions with which the parts declare themselves.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)  # KITH_TRY is a statement expression
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# kith_module and kith_migrations, which the installed SDK brings along.
include(KithModule)

find_program(KITH_CCACHE ccache)
if(KITH_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${KITH_CCACHE})
endif()

add_library(kith_flags INTERFACE)
target_compile_options(kith_flags INTERFACE
  -Wall -Wextra -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  # A designated initialiser that leaves members at their defaults is our style.
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(kith_flags INTERFACE -Wno-gnu-statement-expression)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(kith_flags INTERFACE
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection
    -fcf-protection -D_GLIBCXX_ASSERTIONS)
  target_link_options(kith_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Optimising, gcc 12 takes the empty half of a moved std::expected for an uninitialised value.
    target_compile_options(kith_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(KITH_SANITIZE)
  target_compile_options(kith_flags INTERFACE
    -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kith_flags INTERFACE -fsanitize=${KITH_SANITIZE})
endif()

# What the executables link so that memory comes from jemalloc. Sanitizers bring their own.
add_library(kith_allocator INTERFACE)
if(NOT KITH_SANITIZE)
  target_link_libraries(kith_allocator INTERFACE PkgConfig::jemalloc)
endif()

# What a loaded module must share with the executable beside compiler and SDK, in one text: whatever
# changes the layout or the meaning of what both use.
set(KITH_ABI_FLAGS "assert")
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(KITH_ABI_FLAGS "NDEBUG _GLIBCXX_ASSERTIONS")
endif()
if(KITH_SANITIZE)
  string(APPEND KITH_ABI_FLAGS " sanitize=${KITH_SANITIZE}")
endif()
target_compile_definitions(kith_flags INTERFACE "KITH_ABI_FLAGS=\"${KITH_ABI_FLAGS}\"")
# Whoever builds a module against the installed SDK has a build type of their own.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(kith_flags INTERFACE $<INSTALL_INTERFACE:-DNDEBUG>)
else()
  target_compile_options(kith_flags INTERFACE $<INSTALL_INTERFACE:-UNDEBUG>)
endif()

# kith_part(NAME SOURCES … DEPENDS …): one part of the platform, as target kith_NAME.
function(kith_part name)
  cmake_parse_arguments(PART "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(kith_${name} STATIC ${PART_SOURCES})
  target_include_directories(kith_${name} PUBLIC ${CMAKE_SOURCE_DIR}/platform)
  target_link_libraries(kith_${name} PUBLIC kith_flags kith_sdk ${PART_DEPENDS})
endfunction()

# kith_test(NAME SOURCES … DEPENDS …): one test program, registered with CTest as NAME. What tests
# share is included as "support/file.h".
function(kith_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT KITH_TESTS)
    return()
  endif()
  add_executable(${name} ${TEST_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE kith_flags ${TEST_DEPENDS} GTest::gmock GTest::gtest_main)
  if(KITH_SANITIZE)
    # What a test says runs once: optimising it with the sanitizers takes longer than it saves.
    target_compile_options(${name} PRIVATE -O0)
  endif()
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# kith_embedded(TARGET NAME FOLDER): compiles the files FOLDER/**/*.in into NAME.h, which declares
# kith::NAME: of each its path in the folder, without the .in, and its text.
function(kith_embedded target name folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/${folder}
    ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.in)
  set(rows "")
  foreach(file ${files})
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    string(REGEX REPLACE "\\.in$" "" path ${file})
    string(APPEND rows "    {\"${path}\", R\"__text__(${text})__text__\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}.h @ONLY CONTENT
"// Generated from ${folder}.
#pragma once
#include <string_view>
#include <utility>
namespace kith {
inline constexpr std::pair<std::string_view, std::string_view> ${name}[] = {
${rows}};
}  // namespace kith
")
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
