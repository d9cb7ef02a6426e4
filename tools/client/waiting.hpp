#pragma once

#include "client/channel.hpp"

#include <string>

/// What both kinds of channel do with a plain descriptor.
namespace iaq::client {

trouble failed(const std::string& what);
trouble no_answer();
trouble closed();

/// A descriptor, closed by its end.
class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor();
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

/// Bounds how long connecting and each sending may take.
void be_patient_for(int socket, std::chrono::milliseconds patience);
/// Sends all of it as it is.
result<void, trouble> send_all(int socket, const std::string& bytes);
/// Returns what comes next, at least a byte.
result<std::string, trouble> receive_some(int socket, limit until);

}  // namespace iaq::client
