#pragma once

#include "iaqctl/screen/keys.hpp"
#include "iaqctl/screen/picture.hpp"

#include <chrono>
#include <optional>
#include <string>

#include <termios.h>

/// The terminal a person sits at: signals, lines, and the whole screen.
namespace iaq::ctl {

/// Ctrl-C, a hang-up or a request to end, noticed instead of obeyed at once, so that the last word
/// can say what was done and what was not. One at a time.
class interrupts {
public:
    interrupts();
    ~interrupts();
    interrupts(const interrupts&) = delete;
    interrupts& operator=(const interrupts&) = delete;

    [[nodiscard]] bool asked() const { return count() > 0; }
    /// How often: who asks twice does not want to wait.
    [[nodiscard]] int count() const;
};

/// True when a person sits at both ends.
bool is_terminal();
/// True when bold and reversed are wanted: a terminal, and NO_COLOR is not set.
bool wants_emphasis();

/// Waits until the descriptor can be read, a signal came, or `patience` passed. `other`: a second
/// descriptor that ends the waiting, or -1.
bool readable(int descriptor, std::chrono::milliseconds patience, int other = -1);

/// Lines of standard input, one at a time.
class line_input {
public:
    /// Returns the next line without its end; nothing at the end of input or when interrupted.
    std::optional<std::string> next(const interrupts& stop);

private:
    std::string held_;
    bool ended_ = false;
};

/// The whole screen of the terminal, until this is gone. Keys come one by one and unechoed.
class full_screen {
public:
    full_screen();
    ~full_screen();
    full_screen(const full_screen&) = delete;
    full_screen& operator=(const full_screen&) = delete;

    [[nodiscard]] static picture_size size();
    void show(const picture& page);
    /// Returns the next key; nothing when `patience` passed, a signal came or `other` can be read.
    std::optional<key> next(std::chrono::milliseconds patience, int other = -1);
    /// True when the terminal is gone.
    [[nodiscard]] bool ended() const { return ended_; }

private:
    termios before_{};
    key_reader keys_;
    bool ended_ = false;
};

}  // namespace iaq::ctl
