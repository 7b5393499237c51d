# SPDX-License-Identifier: Apache-2.0
# `cmake --install BUILD --component sdk --prefix DIR`: what a module from outside this tree is built
# against. It is of this build: its compiler, its flags.
include(CMakePackageConfigHelpers)

set(package lib/cmake/kith-sdk)
set(generated ${CMAKE_BINARY_DIR}/generated)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/kith-sdk-config.cmake.in
  ${generated}/kith-sdk-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${generated}/kith-sdk-config-version.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY ExactVersion ARCH_INDEPENDENT)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/platform/sdk/include/ DESTINATION include COMPONENT sdk)
install(TARGETS kith_sdk kith_flags EXPORT kith-sdk COMPONENT sdk)
install(EXPORT kith-sdk FILE kith-sdk-targets.cmake DESTINATION ${package} COMPONENT sdk)
install(FILES
    ${generated}/kith-sdk-config.cmake
    ${generated}/kith-sdk-config-version.cmake
    ${CMAKE_CURRENT_LIST_DIR}/KithModule.cmake
  DESTINATION ${package} COMPONENT sdk)
