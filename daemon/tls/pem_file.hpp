#pragma once

#include <string>

namespace iaq::tls {

/// The contents of one PEM file; the path is only printed.
struct pem_file {
    std::string path, text;
};

}  // namespace iaq::tls
