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

# kith_part(NAME SOURCES … DEPENDS …): one part of the platform, as target kith_NAME.
function(kith_part name)
  cmake_parse_arguments(PART "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(kith_${name} STATIC ${PART_SOURCES})
  target_include_directories(kith_${name} PUBLIC ${CMAKE_SOURCE_DIR}/platform)
  target_link_libraries(kith_${name} PUBLIC kith_flags kith_sdk ${PART_DEPENDS})
endfunction()

# kith_module(NAME SOURCES …): one department's module, twice from the same sources: kith_module_NAME
# for the executable, and kith_NAME.so for those who load it. src/module.h declares
# kith::NAME::module(). It sees the SDK and its own headers, nothing else.
function(kith_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES" ${ARGN})
  add_library(kith_module_${name} STATIC ${MODULE_SOURCES})
  target_include_directories(kith_module_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(kith_module_${name} PUBLIC kith_flags kith_sdk)
  set(export ${CMAKE_CURRENT_BINARY_DIR}/generated/export_${name}.cpp)
  file(CONFIGURE OUTPUT ${export} @ONLY CONTENT
"// Generated: the loadable form of the module ${name}.
#include \"module.h\"
#include <kith/export_module.h>
KITH_EXPORT_MODULE(kith::${name}::module)
")
  add_library(kith_${name} MODULE ${export})
  set_target_properties(kith_${name} PROPERTIES PREFIX "")
  target_link_libraries(kith_${name} PRIVATE kith_module_${name})
  set_property(GLOBAL APPEND PROPERTY KITH_BUILTIN_MODULES ${name})
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

# kith_migrations(TARGET OWNER): compiles migrations/*.sql of the current folder into
# <OWNER>_migrations.h, which declares kith::<OWNER>_migrations. What PostgreSQL needs in other words
# lies in migrations/postgres under the same name.
function(kith_migrations target owner)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql)
  set(rows "")
  foreach(file ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} sql)
    get_filename_component(stem ${file} NAME_WE)
    string(REGEX MATCH "^([0-9]+)_(.+)$" _ ${stem})
    math(EXPR number "${CMAKE_MATCH_1}")
    set(row "\"${owner}\", ${number}, \"${CMAKE_MATCH_2}\", R\"__sql__(${sql})__sql__\"")
    set(variant ${CMAKE_CURRENT_SOURCE_DIR}/migrations/postgres/${stem}.sql)
    if(EXISTS ${variant})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${variant})
      file(READ ${variant} sql)
      string(APPEND row ",\n     R\"__sql__(${sql})__sql__\"")
    endif()
    string(APPEND rows "    {${row}},\n")
  endforeach()
  set(header ${CMAKE_CURRENT_BINARY_DIR}/generated/${owner}_migrations.h)
  file(CONFIGURE OUTPUT ${header} @ONLY CONTENT
"// Generated from migrations/*.sql of ${owner}.
#pragma once
#include <kith/migration.h>
namespace kith {
inline constexpr Migration ${owner}_migrations[] = {
${rows}};
}  // namespace kith
")
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
