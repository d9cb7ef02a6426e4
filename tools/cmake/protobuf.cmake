# Generates C++ from the .proto files. Generated code carries no warnings of ours.
find_package(Protobuf REQUIRED)

# iaq_proto(<target> <file.proto>...), paths relative to proto/
function(iaq_proto target)
  set(generated ${CMAKE_CURRENT_BINARY_DIR})
  foreach(file IN LISTS ARGN)
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(out ${generated}/${stem}.pb.cc ${generated}/${stem}.pb.h)
    add_custom_command(OUTPUT ${out}
      COMMAND protobuf::protoc --cpp_out=${generated} -I ${PROJECT_SOURCE_DIR}/proto
              ${PROJECT_SOURCE_DIR}/proto/${file}
      DEPENDS ${PROJECT_SOURCE_DIR}/proto/${file} VERBATIM)
    list(APPEND sources ${out})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC ${generated})
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf iaq_flavour)
endfunction()
