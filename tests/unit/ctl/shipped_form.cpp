#include "unit/ctl/shipped_form.hpp"

#include "contract/form_mapping.hpp"
#include "policy/form.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace iaq::ctl_test {

const v1::Description& shipped_form() {
    static const auto form = [] {
        model::answers::description said{"MO0110100", "St. Joseph PD", "America/Chicago", {}};
        said.form = policy::describe(tests::shipped_order(), tests::shipped_profile(),
                                     tests::shipped_tables());
        v1::Description to;
        contract::put(to, said);
        return to;
    }();
    return form;
}

const v1::CodeTable& table(std::string_view name) {
    const auto& all = shipped_form().tables();
    const auto found = std::ranges::find(all, name, &v1::CodeTable::name);
    BOOST_REQUIRE_MESSAGE(found != all.end(), name);
    return *found;
}

}  // namespace iaq::ctl_test
