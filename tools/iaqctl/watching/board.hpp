#pragma once

#include "iaqctl/screen/picture.hpp"

#include <iaq/v1/intake.pb.h>

#include <cstddef>
#include <ctime>
#include <deque>
#include <set>
#include <string>
#include <vector>

/// What `watch` knows and shows: stations, open inquiries, news, and above all what needs a person.
/// An answer is never coloured or ranked: it is one line among the others.
namespace iaq::ctl {

/// One thing that a person has to do something about.
struct attention {
    std::string what;        // `OVERDUE`, `STATION DOWN`
    std::string inquiry_id;  // empty: about no inquiry
    std::time_t since = 0;   // 0: not known
    std::string words;       // who does what
};

class board {
public:
    void on_welcome(const v1::Welcome& welcome) { welcome_ = welcome; }
    void on_status(const v1::Status& status) { status_ = status; }
    void on_open(const v1::InquiryList& open) { open_ = open; }
    void on_delivery(const v1::Delivery& news);
    void connected() { lost_since_ = 0; }
    /// The gateway is gone: what is shown is old from here on.
    void lost(std::time_t now, std::string why);

    /// What needs a person now, the gravest first.
    [[nodiscard]] std::vector<attention> needs(std::time_t now) const;

    void choose(int by);
    /// The inquiry that the mark stands at; empty: none.
    [[nodiscard]] std::string chosen(std::time_t now) const;
    /// Takes the thing that the mark stands at off the list, until there is news of it.
    void put_aside(std::time_t now);

    [[nodiscard]] picture draw(picture_size size, std::time_t now) const;

private:
    void add_daemon_needs(std::vector<attention>& to) const;
    void add_inquiry_needs(std::vector<attention>& to, std::time_t now) const;
    [[nodiscard]] std::string heading(std::size_t width, std::time_t now) const;
    void draw_needs(picture& page, std::size_t width, std::size_t rows, std::time_t now) const;
    void draw_stations(picture& page, std::size_t width, std::time_t now) const;
    void draw_open(picture& page, std::size_t width, std::size_t rows, std::time_t now) const;
    void draw_news(picture& page, std::size_t width, std::size_t rows, std::time_t now) const;
    [[nodiscard]] std::string row_of(const v1::InquiryRow& row, std::time_t now) const;

    v1::Welcome welcome_;
    v1::Status status_;
    v1::InquiryList open_;
    std::deque<v1::Delivery> news_;  // newest first
    std::set<std::string> aside_;    // by event
    std::time_t lost_since_ = 0;
    std::string why_lost_;
    std::size_t mark_ = 0;
};

}  // namespace iaq::ctl
