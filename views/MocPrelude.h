#pragma once
// Read by moc before every other header, see views/CMakeLists.txt: moc 6.4 cannot parse <compare>
// or <concepts> when they come before any other standard header.
#include <cstddef>
