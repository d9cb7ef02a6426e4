#include "evidence/proof.hpp"
#include "unit/evidence/consistency_vectors.hpp"
#include "unit/evidence/inclusion_vectors.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::evidence;
using namespace iaq::test;

BOOST_AUTO_TEST_SUITE(evidence_proof_vectors)

BOOST_AUTO_TEST_CASE(each_public_inclusion_proof_is_judged_as_published) {
    static_assert(std::size(inclusion_rows) == 98);
    seal::hasher hash;
    for (const auto& row : inclusion_rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const bool accepted =
                is_whole(inclusion_hashes, row.leaf) &&
                verify_inclusion(hash, hash_of(inclusion_hashes, row.leaf), row.index, row.size,
                                 hashes_of(inclusion_hashes, row.proof),
                                 hash_of(inclusion_hashes, row.root));
            BOOST_TEST(accepted == row.good);
        }
    }
    BOOST_TEST(std::ranges::count(inclusion_rows, true, &inclusion_row::good) == 6);
}

BOOST_AUTO_TEST_CASE(each_public_consistency_proof_is_judged_as_published) {
    static_assert(std::size(consistency_rows) == 98);
    seal::hasher hash;
    for (const auto& row : consistency_rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST(verify_consistency(hash, row.from, row.to,
                                          hashes_of(consistency_hashes, row.proof),
                                          hash_of(consistency_hashes, row.root_from),
                                          hash_of(consistency_hashes, row.root_to)) == row.good);
        }
    }
    BOOST_TEST(std::ranges::count(consistency_rows, true, &consistency_row::good) == 6);
}

BOOST_AUTO_TEST_SUITE_END()
