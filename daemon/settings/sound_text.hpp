#pragma once

#include "model/settings.hpp"

#include <optional>
#include <string_view>

/// What the texts of the files may look like. Each asks about one whole text.
namespace iaq::settings {

/// No control characters; blanks only inside.
bool is_words(std::string_view text);
/// An absolute path without control characters.
bool is_absolute_path(std::string_view text);
/// A path of a Unix socket: absolute and at most 107 bytes (sockaddr_un).
bool is_socket_path(std::string_view text);
/// `^[A-Z]{2}[A-Z0-9]{7}$` (domain.md section 3).
bool is_ori(std::string_view text);
/// 1 to 11 of A-Z and 0-9 (DAC).
bool is_device(std::string_view text);
/// Letters, digits, `-`, `_`, `.`: a word that is safe in logs and metrics.
bool is_word(std::string_view text);
/// A name of the time zone database: `America/Chicago`.
bool is_time_zone(std::string_view text);
/// Scheme, colon, rest; printable ASCII without blanks. Not `uid:`.
bool is_uri(std::string_view text);
/// 1 to 8 of A-Z.
bool is_tag(std::string_view text);
/// A message key: 2 to 6 of A-Z and 0-9 (DMPP MKE).
bool is_message_key(std::string_view text);
/// A destination: 2 to 9 of A-Z and 0-9, a state's code or an ORI.
bool is_destination(std::string_view text);
/// What is looked for inside a text: words of at least 4 characters.
bool is_phrase(std::string_view text);
/// Lines without other control characters.
bool is_prose(std::string_view text);
/// 10 to 36 distinct characters of A-Z and 0-9.
bool is_reference_alphabet(std::string_view text);
/// A-Z and 0-9, or nothing at all.
bool is_user_id(std::string_view text);
/// Four digits, or nothing at all.
bool is_offence_code_or_empty(std::string_view text);
/// 1 to 4 digits: how offence codes of one kind begin.
bool is_offence_beginning(std::string_view text);
/// 1 to 24 of A-Z.
bool is_capital_word(std::string_view text);
/// Words of A-Z and 0-9, one blank between them.
bool is_capital_words(std::string_view text);
bool is_host(std::string_view text);
/// An IP address and a port, where 0 is any: `0.0.0.0:7443`, `[::]:7443`.
bool is_listening_place(std::string_view text);
/// A host without a port: a name, or an address of IPv4 or IPv6, the latter without brackets.
bool is_host_name(std::string_view text);
/// `off`, or a duration of one second to a year.
bool is_period_or_off(std::string_view text);

/// Returns host and port of `host:port` or `[ip6]:port`; nothing when malformed.
std::optional<model::host_address> parse_host(std::string_view text);

/// Returns the address and port of a place to listen at; nothing when malformed.
std::optional<model::host_address> parse_listening_place(std::string_view text);

/// Returns the characters of UTF-8 `text`.
std::size_t characters(std::string_view text);

}  // namespace iaq::settings
