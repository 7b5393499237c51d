# SPDX-License-Identifier: Apache-2.0
# How a module is built, in this tree and outside of it: the installed SDK brings this file. It needs
# the targets kith_sdk (the headers) and kith_flags (what all that shares a process is built with).

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
  set_target_properties(kith_module_${name} kith_${name} PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(kith_${name} PRIVATE kith_module_${name})
  set_property(GLOBAL APPEND PROPERTY KITH_BUILTIN_MODULES ${name})
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
