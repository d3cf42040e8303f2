#pragma once

namespace deltascope {

/// The program: opens the window, or does what the command on its command line says. Returns the exit code:
/// 0, 1 for bad input, 2 for bad usage.
int runCommandLine(int argc, char** argv);

}  // namespace deltascope
