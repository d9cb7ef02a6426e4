#include "journal/whole_file.hpp"

#include <span>

namespace iaq::journal {
namespace {

constexpr auto unwritable = trouble::kind::unwritable;
constexpr auto unreadable = trouble::kind::unreadable;

/// Opens a new file under this name, whatever was there.
result<std::unique_ptr<file>, trouble> fresh_file(disk& on, const std::string& path) {
    auto made = on.open(path, access::create);
    if (!made && made.error() == boost::system::errc::file_exists) {
        IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
        made = on.open(path, access::create);
    }
    return told(std::move(made), unwritable, "create", path);
}

/// Makes a file of these bytes, durable but for its name.
result<void, trouble> write_fresh(disk& on, const std::string& path, std::string_view bytes) {
    IAQ_TRY(const auto to, fresh_file(on, path));
    IAQ_TRY(told(to->write_at(0, bytes), unwritable, "write", path));
    return told(to->sync_data(), unwritable, "sync", path);
}

}  // namespace

result<std::optional<std::string>, trouble> read_whole_file(disk& on, const std::string& path,
                                                            std::uint64_t bytes_max) {
    const auto opened = on.open(path, access::read);
    if (!opened) {
        if (opened.error() == boost::system::errc::no_such_file_or_directory) {
            return std::optional<std::string>{};
        }
        return system_trouble(unreadable, "open", path, opened.error());
    }
    IAQ_TRY(const auto size, told(opened.value()->size(), unreadable, "measure", path));
    if (size > bytes_max) {
        return trouble{trouble::kind::damaged, path + ": larger than any file of this kind"};
    }
    std::string bytes(size, '\0');
    IAQ_TRY(const auto got, told(opened.value()->read_at(0, bytes), unreadable, "read", path));
    bytes.resize(got);
    return std::optional<std::string>{std::move(bytes)};
}

result<void, trouble> replace_file(disk& on, const std::string& path, std::string_view bytes) {
    return replace_file(on, path, bytes, path + std::string{aside_ending});
}

result<void, trouble> replace_file(disk& on, const std::string& path, std::string_view bytes,
                                   const std::string& aside) {
    const auto written = write_fresh(on, aside, bytes);
    if (!written) {
        if (written.error().lacks_space) {
            // What was written of it is room that the records may need.
            static_cast<void>(on.remove(aside).has_value());
        }
        return written.error();
    }
    return told(on.rename(aside, path), unwritable, "rename", aside);
}

result<void, trouble> write_aside(disk& on, const std::string& path, std::string_view bytes) {
    return write_fresh(on, path + std::string{aside_ending}, bytes);
}

result<void, trouble> take_from_aside(disk& on, const std::string& path) {
    const auto aside = path + std::string{aside_ending};
    return told(on.rename(aside, path), unwritable, "rename", aside);
}

result<void, trouble> put_into_place(disk& on, const std::string& spare, const std::string& path,
                                     std::string_view bytes) {
    auto room = on.open(spare, access::write);
    if (!room && room.error() == boost::system::errc::no_such_file_or_directory) {
        return replace_file(on, path, bytes);
    }
    if (!room) {
        return system_trouble(unwritable, "open", spare, room.error());
    }
    auto& file = *room.value();
    IAQ_TRY(told(file.write_at(0, bytes), unwritable, "write", spare));
    IAQ_TRY(told(file.truncate(bytes.size()), unwritable, "cut", spare));
    IAQ_TRY(told(file.sync_data(), unwritable, "sync", spare));
    return told(on.rename(spare, path), unwritable, "rename", spare);
}

result<void, trouble> write_derived_file(disk& on, const std::string& path,
                                         std::string_view bytes) {
    IAQ_TRY(const auto to, fresh_file(on, path));
    return told(to->write_at(0, bytes), unwritable, "write", path);
}

}  // namespace iaq::journal
