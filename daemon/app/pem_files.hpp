#pragma once

#include "tls/pem_file.hpp"

#include <string>
#include <utility>
#include <vector>

namespace iaq::app {

/// Reads the PEM files that one part of the configuration names, and gathers what is wrong.
class pem_reader {
public:
    /// `whose`: how complaints begin, `station stjoe`.
    explicit pem_reader(std::string whose) : whose_(std::move(whose)) {}

    /// Reads the file that `option` names into `into`; nothing when it names none. A secret must be
    /// closed to others. A relative path is a credential's name.
    void read(tls::pem_file& into, const char* option, const std::string& configured,
              bool is_secret);
    void complain(const std::string& text) { wrong.push_back(whose_ + ": " + text); }

    std::vector<std::string> wrong;

private:
    std::string whose_;
};

}  // namespace iaq::app
