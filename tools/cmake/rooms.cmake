# iaq_room(<name> LEVEL <n> SOURCES ... USES <rooms> LIBRARIES <imported>)
# A static library that may use only rooms of a lower level; anything else stops the configure.
# tools/tidy.py reads the same calls and checks every #include against them.
function(iaq_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "LEVEL" "SOURCES;USES;LIBRARIES")
  list(TRANSFORM room_SOURCES PREPEND ${name}/)
  add_library(iaq_${name} STATIC ${room_SOURCES})
  set_target_properties(iaq_${name} PROPERTIES IAQ_LEVEL ${room_LEVEL})
  target_include_directories(iaq_${name} PUBLIC ${PROJECT_SOURCE_DIR}/daemon)
  target_link_libraries(iaq_${name} PUBLIC ${room_LIBRARIES} iaq_flavour PRIVATE iaq_warnings)
  foreach(used IN LISTS room_USES)
    get_target_property(used_level iaq_${used} IAQ_LEVEL)
    if(NOT used_level LESS room_LEVEL)
      message(FATAL_ERROR "${name} (level ${room_LEVEL}) may not use ${used} (level ${used_level})")
    endif()
    target_link_libraries(iaq_${name} PUBLIC iaq_${used})
  endforeach()
endfunction()

# iaq_unit_tests(<room> SOURCES <file>_test.cpp ... LIBRARIES ...): one executable a room,
# iaq_test_<room>, in ctest unit.<room>
function(iaq_unit_tests room)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "" "SOURCES;LIBRARIES")
  list(TRANSFORM test_SOURCES PREPEND unit/${room}/)
  add_executable(iaq_test_${room} support/main.cpp ${test_SOURCES})
  target_include_directories(iaq_test_${room} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(iaq_test_${room} PRIVATE iaq_${room} ${test_LIBRARIES} iaq_boost_test
    iaq_warnings iaq_flavour)
  add_test(NAME unit.${room} COMMAND iaq_test_${room} --color_output=no)
  set_tests_properties(unit.${room} PROPERTIES LABELS unit)
  add_dependencies(iaq_checked iaq_test_${room})
endfunction()

# What runs within one process: all of the sanitizer build that tools/test needs.
add_custom_target(iaq_checked)
