#include "app/options.hpp"
#include "app/start.hpp"

#include <cstdio>
#include <exception>

int main(int count, char** words) {
    using namespace iaq::app;
    try {
        const auto asked = read_command_line(count, words);
        const auto code = asked ? run(asked.value()) : asked.error();
        return static_cast<int>(code);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "<3>iaqd: %s\n", error.what());
        return static_cast<int>(exit_code::other);
    }
}
