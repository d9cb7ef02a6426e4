#pragma once

#include "base/result.hpp"
#include "iaq_journal/export_format.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// The file of an export: found whole, torn or empty, gone on with, and made durable at the end.
namespace iaq::journal_tool {

/// What of an earlier export is compared with the journal before it is gone on with.
enum class compared : std::uint8_t {
    last_record,  // enough to know the journal and the form
    everything,   // when the file must hold nothing but what this export would write
};

class export_file {
public:
    /// Why the file cannot be gone on with.
    struct refusal {
        std::string why;
    };

    /// Opens the file, or makes it (mode 0600), and reads how far an earlier export came.
    ///
    /// Errors: the system's; another export is at it; it is of another format.
    static result<export_file, refusal> open(const std::string& path, export_format of,
                                             compared what);

    export_file(export_file&& other) noexcept;
    export_file& operator=(export_file&&) = delete;
    export_file(const export_file&) = delete;
    export_file& operator=(const export_file&) = delete;
    ~export_file();

    /// The number of the record to give first, one that is there already; 0: the file holds none.
    [[nodiscard]] std::uint64_t begins_with() const { return begins_with_; }

    /// Takes the next record: compares it with what is there, and behind that writes it. A torn
    /// record at the end is cut off; a file without a whole record must hold nothing but a part of
    /// what is written.
    ///
    /// Errors: another record is there, and the file is unchanged; the system's.
    result<void, refusal> take(std::string_view record);

    /// Writes what is left. Returns how many records were new.
    ///
    /// Errors:     the journal ended before the file did, and the file is unchanged; the system's.
    /// Durability: contents and name are on stable storage when it returns.
    result<std::uint64_t, refusal> finish();

private:
    export_file(std::string path, export_format of, int descriptor)
        : path_(std::move(path)), of_(of), file_(descriptor) {}
    result<void, refusal> survey(compared what);
    result<void, refusal> compare(std::string_view record);
    result<void, refusal> begin_writing(std::string_view record);
    result<std::string, refusal> read(std::uint64_t at, std::size_t count) const;
    result<void, refusal> flush();
    [[nodiscard]] refusal failed(const char* what) const;

    std::string path_;
    export_format of_;
    int file_;
    std::uint64_t size_ = 0;  // when it was opened
    std::uint64_t end_ = 0;   // of its last whole record
    std::uint64_t begins_with_ = 0;
    std::uint64_t at_ = 0;  // in front of it everything was compared, or need not be
    bool writing_ = false;
    std::uint64_t written_ = 0;
    std::string waiting_;  // not yet written
};

}  // namespace iaq::journal_tool
