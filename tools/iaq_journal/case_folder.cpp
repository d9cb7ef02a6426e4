#include "iaq_journal/case_folder.hpp"

#include "base/text.hpp"
#include "contract/records.hpp"
#include "iaq_journal/case_files.hpp"
#include "iaq_journal/case_words.hpp"
#include "iaq_journal/check_proof.hpp"
#include "iaq_journal/contents.hpp"
#include "iaq_journal/dossier.hpp"
#include "iaq_journal/proofs.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace iaq::journal_tool {
namespace {

using boost::outcome_v2::success;
namespace records = model::records;

/// Passes an exit code on, or says why and gives one.
result<void, exit_code> said(const result<void, case_files::refusal>& done) {
    if (!done) {
        return unreadable(done.error().why);
    }
    return success();
}

result<dossier, exit_code> gather(const case_options& how, const journal::keys& with) {
    auto over = read_quarantines(how.from, &with);
    if (!over) {
        return complain(over.error());
    }
    dossier found{how.inquiry_id, std::move(over).value()};
    const auto read = journal::file_journal::read_only_scan(
        how.from.directory,
        [&](model::sequence, std::string_view bytes) { return found.take(bytes); },
        {&with, [&](const journal::closed_record&) -> result<void, std::string> {
             found.pass_over();
             return success();
         }});
    if (!read) {
        return complain(read.error());
    }
    if (found.shredded() != model::sequence::none) {
        return unreadable(fmt::format("the inquiry was shredded: record {} tells by whom and why",
                                      number_of(found.shredded())));
    }
    if (found.is_dropped()) {
        return unreadable("the inquiry was dropped by retention; a backup from before may hold it");
    }
    if (found.told() == nullptr) {
        return unreadable(
            found.closed() == 0
                ? "the journal holds no such inquiry"
                : fmt::format("no such inquiry can be read; {} records cannot be opened (give "
                              "--master-key; what was shredded stays closed)",
                              found.closed()));
    }
    return found;
}

result<void, exit_code> put_record(case_files& into, const exhibit& each) {
    const auto name = name_of_record(each.entry.at_sequence);
    IAQ_TRY(said(into.put("records/" + name + ".bin", each.bytes)));
    const auto line = contract::to_json(each.bytes, false);
    if (!line) {
        return unreadable(line.error().why);
    }
    IAQ_TRY(said(into.put("records/" + name + ".json", line.value() + "\n")));
    if (const auto* const sent = std::get_if<records::send_begun>(&each.entry.body)) {
        return said(into.put("sent/" + name + ".bin", sent->bytes));
    }
    if (const auto* const heard = std::get_if<records::reply_heard>(&each.entry.body)) {
        return said(into.put("heard/" + name + ".bin", heard->bytes));
    }
    return success();
}

result<void, exit_code> put_proof(case_files& into, proofs& from, model::sequence number) {
    if (number_of(number) > from.size()) {
        return success();
    }
    const auto name = "proofs/" + name_of_record(number);
    IAQ_TRY(const auto leaf, from.leaf(number_of(number)));
    IAQ_TRY(const auto proof, from.proof(number_of(number)));
    IAQ_TRY(said(into.put(name + ".leaf", text::to_hex(seal::view(leaf)) + "\n")));
    return said(into.put(name + ".proof", proof));
}

result<void, exit_code> fill(case_files& into, const dossier& of, proofs& from,
                             const std::string& vkey) {
    IAQ_TRY(said(into.put("README.txt", how_to_verify(of, from.size()))));
    IAQ_TRY(said(into.put("life.txt", life_in_words(of))));
    for (const auto& each : of.exhibits()) {
        IAQ_TRY(put_record(into, each));
        IAQ_TRY(put_proof(into, from, each.entry.at_sequence));
    }
    IAQ_TRY(said(into.put("checkpoint", from.head())));
    IAQ_TRY(said(into.put("log.vkey", vkey)));
    IAQ_TRY(said(into.put("check_proof.sh", check_proof_script)));
    return said(into.finish());
}

result<std::string, exit_code> folder_for(const case_options& how) {
    if (!how.out.empty()) {
        return how.out;
    }
    if (how.inquiry_id.find('/') != std::string::npos) {
        return unreadable("the inquiry's id is no file name; give --out");
    }
    return "case-" + how.inquiry_id;
}

result<std::string, exit_code> write_case(const case_options& how) {
    IAQ_TRY(const auto folder, folder_for(how));
    IAQ_TRY(const auto keys, keys_of(how.from));
    auto files = case_files::begin(folder);
    if (!files) {
        return unreadable(files.error().why);
    }
    IAQ_TRY(note_reading(how.from, "case " + how.inquiry_id));
    IAQ_TRY(const auto found, gather(how, *keys));
    // The head is read after the records: it covers what was read, or says that it does not.
    IAQ_TRY(auto from, proofs::open(how.from.directory));
    const auto vkey = contents_of(how.from.directory + "/log.vkey");
    if (!vkey) {
        return unreadable(how.from.directory + "/log.vkey: cannot be read");
    }
    IAQ_TRY(fill(files.value(), found, from, *vkey));
    return folder;
}

}  // namespace

exit_code make_case(const case_options& how) {
    const auto folder = write_case(how);
    if (!folder) {
        return folder.error();
    }
    std::puts(folder.value().c_str());
    return printed();
}

}  // namespace iaq::journal_tool
