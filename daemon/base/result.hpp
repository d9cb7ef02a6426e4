#pragma once

#include <boost/outcome/boost_result.hpp>
#include <boost/outcome/policy/terminate.hpp>
#include <boost/outcome/try.hpp>

/// The one way we say that something may fail: a value, or the reason there is none.

/// Takes the value out of a result, or returns its error from the enclosing function.
#define IAQ_TRY BOOST_OUTCOME_TRY

namespace iaq {

/// A value or the reason there is none. Reading the wrong side stops the process: that is a bug.
template <class T, class Error = boost::system::error_code>
using result = boost::outcome_v2::basic_result<T, Error, boost::outcome_v2::policy::terminate>;

}  // namespace iaq
