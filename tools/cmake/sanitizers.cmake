# Build flavours, chosen by the presets. Every target of the project carries them, generated ones
# too.
add_library(iaq_flavour INTERFACE)
if(IAQ_SANITIZE)
  target_compile_options(iaq_flavour INTERFACE -fsanitize=${IAQ_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(iaq_flavour INTERFACE -fsanitize=${IAQ_SANITIZE})
endif()
if(IAQ_FUZZ)
  target_compile_options(iaq_flavour INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(IAQ_HARDENED)
  target_compile_options(iaq_flavour INTERFACE -fPIE -fstack-protector-strong
    -fstack-clash-protection -fcf-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  target_link_options(iaq_flavour INTERFACE -pie LINKER:-z,relro LINKER:-z,now
    LINKER:-z,noexecstack)
endif()
if(IAQ_COVERAGE AND IAQ_FUZZ)
  target_compile_options(iaq_flavour INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(iaq_flavour INTERFACE -fprofile-instr-generate)
elseif(IAQ_COVERAGE)
  target_compile_options(iaq_flavour INTERFACE --coverage)
  target_link_options(iaq_flavour INTERFACE --coverage)
endif()
target_compile_definitions(iaq_flavour INTERFACE _GLIBCXX_ASSERTIONS)
