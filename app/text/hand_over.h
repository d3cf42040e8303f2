#pragma once

namespace deltascope {

/// Keeps the arguments that handOver() passes on.
void keepArguments(char** argv);

/// Runs the program with the window in place of this one, with the same arguments: for what needs Qt, which
/// takes longer to load than most commands take to answer. Only to be called before anything was printed.
/// Ends with a message if that program is missing.
[[noreturn]] void handOver();

}  // namespace deltascope
