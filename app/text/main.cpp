#include "app/commands/command_line.h"
#include "app/text/hand_over.h"

int main(int argc, char** argv) {
    deltascope::keepArguments(argv);
    return deltascope::runCommandLine(argc, argv);
}
