#include "iaq_journal/case_words.hpp"

#include <fmt/format.h>

namespace iaq::journal_tool {
namespace {

constexpr auto contents =
    R"(This folder holds everything that the gateway's journal recorded about inquiry {}.
It holds personal data and the exact words of the state switch. Who read the inquiry, and which
client took its answers when, is in the journal too, but not here.

  life.txt        what happened, in plain words; times are UTC
  records/        each record: .bin its exact bytes (protobuf iaq.v1.Record), .json the same to read
  sent/           the exact bytes given to the state switch, under the record that says so
  heard/          the exact bytes that came from it, likewise
  proofs/         for each record: .proof that it is under the head (c2sp.org/tlog-proof), .leaf
                  the hash of its leaf in the journal's tree
  checkpoint      the signed head over {} records (C2SP signed note)
  log.vkey        the key that signed it; compare it with one that you had from the agency before
  check_proof.sh  checks one proof with openssl and sha256sum alone; read it before you run it
  SHA256SUMS      of every other file here

)";

constexpr auto commands = R"~~(How to check it
---------------

In this folder, with coreutils and openssl 3 (the key must be Ed25519):

    sha256sum --check --strict --quiet SHA256SUMS
    for leaf in proofs/*.leaf; do
        sh check_proof.sh "${leaf%.leaf}.proof" log.vkey "$(cat "$leaf")" || echo "BAD: $leaf"
    done

The first ends without a word, the second says "good" for each record. Or with the verifier of the
Go checksum database (golang.org/x/mod): note.Open checks "checkpoint" with log.vkey, and
tlog.CheckRecord a proof: its hashes, size and root of the head, its index, the hash in .leaf.

What this shows: the journal held records with these leaves, in this order, when the head was
signed, and none of them was changed, moved or put in since. A leaf is made of the record's
number, time and kind and of a digest of its sealed bytes. That records/ shows what was sealed
there is for the agency to show, which holds the key: "iaq-journal case" over the journal gives
these files again, and "iaq-journal verify" judges the whole of it (the journal's format is
published with the program: daemon/docs/journal_format.md).
)~~";

std::string not_yet_proved(const dossier& of, std::uint64_t size) {
    std::string out;
    for (const auto& each : of.exhibits()) {
        const auto number = number_of(each.entry.at_sequence);
        if (number > size) {
            out += fmt::format(
                "\nRecord {} is newer than the head and has no proof here; make the folder again "
                "later.\n",
                number);
        }
    }
    return out;
}

}  // namespace

std::string how_to_verify(const dossier& of, std::uint64_t size) {
    auto out = fmt::format(fmt::runtime(contents), of.id(), size) + commands;
    out += not_yet_proved(of, size);
    for (const auto number : of.proposals()) {
        out += fmt::format(
            "\nRecord {} is a message of the switch that no rule could place; this inquiry was "
            "proposed for it. It is not in this folder.\n",
            number_of(number));
    }
    if (of.closed() != 0) {
        out += fmt::format(
            "\n{} records of the journal could not be opened (shredded); whether one of them was "
            "this inquiry's is not known.\n",
            of.closed());
    }
    return out;
}

}  // namespace iaq::journal_tool
