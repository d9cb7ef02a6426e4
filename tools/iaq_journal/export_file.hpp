#pragma once

#include "base/result.hpp"
#include "iaq_journal/export_format.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The file of an export: found whole, torn or empty, gone on with, and made durable at the end.
namespace iaq::journal_tool {

class export_file {
public:
    /// Why the file cannot be gone on with.
    struct refusal {
        std::string why;
    };

    /// Opens the file, or makes it (mode 0600), and reads how far an earlier export came.
    ///
    /// Errors: the system's; another export is at it; it is of another format.
    static result<export_file, refusal> open(const std::string& path, export_format of);

    export_file(export_file&& other) noexcept;
    export_file& operator=(export_file&&) = delete;
    export_file(const export_file&) = delete;
    export_file& operator=(const export_file&) = delete;
    ~export_file();

    /// The number of the last whole record in it; 0 when it holds none.
    [[nodiscard]] std::uint64_t last() const { return last_; }

    /// Goes on behind the last whole record, a torn one cut off, when that record is `expected`.
    /// Without one: begins, when what is there is nothing but a part of `expected`.
    ///
    /// `expected`: the journal's record `last()`, or the head and the first record to be written.
    /// Errors:     it is another; the file is unchanged.
    result<void, refusal> go_on(std::string_view expected);

    /// Requires: `go_on`. Errors: the system's.
    result<void, refusal> write(std::string_view record);

    /// Writes what is left. Durability: contents and name are on stable storage when it returns.
    result<void, refusal> finish();

private:
    export_file(std::string path, int descriptor) : path_(std::move(path)), file_(descriptor) {}
    result<void, refusal> survey(export_format of);
    result<std::string, refusal> read(std::uint64_t at, std::size_t count) const;
    result<void, refusal> flush();
    [[nodiscard]] refusal failed(const char* what) const;

    std::string path_;
    int file_;
    std::uint64_t size_ = 0;  // when it was opened
    std::uint64_t end_ = 0;   // of the last whole record
    std::uint64_t last_ = 0;
    std::string last_record_;
    std::string waiting_;  // not yet written
};

}  // namespace iaq::journal_tool
