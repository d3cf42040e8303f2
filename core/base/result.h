#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "core/base/text.h"

namespace deltascope {

/// What went wrong with something that came from outside: a file, an argument, a picture.
/// The message names the place (file, position in it, option) and what was expected there.
struct Error {
    std::string message;
};

/// A value, or the reason why there is none. Everything that reads from outside returns one.
template <typename T>
using Result = tl::expected<T, Error>;

/// The failed Result whose message is made of `parts`: `return failure(path, ": expected IDX, got ", magic);`
template <typename... Parts>
tl::unexpected<Error> failure(const Parts&... parts) {
    return tl::unexpected<Error>(Error{joinText(parts...)});
}

}  // namespace deltascope
