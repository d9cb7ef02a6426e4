#define BOOST_TEST_MODULE iaq
#include <boost/test/unit_test.hpp>
