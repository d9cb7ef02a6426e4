# Everything here is a Debian 12 package; tools/setup installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(fmt REQUIRED)
find_package(pugixml REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
# Its package wants a web server and curl for parts that are not used here.
find_library(iaq_prometheus_core prometheus-cpp-core REQUIRED)
add_library(iaq_prometheus INTERFACE)
target_link_libraries(iaq_prometheus INTERFACE ${iaq_prometheus_core})
