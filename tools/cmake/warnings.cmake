# Warnings as a target, linked by every room, test and tool of ours and by nothing generated.
add_library(iaq_warnings INTERFACE)
target_compile_options(iaq_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  -Wold-style-cast -Wnon-virtual-dtor -Wundef -Werror)
# gcc 12 sees dangling and uninitialised values inside the standard library's own optimised code.
target_compile_options(iaq_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>)
