#include "app/CommandLine.h"

int main(int argc, char** argv)
{
    millwright::registerAllMessages();
    return millwright::runCommandLine(argc, argv).value_or(millwright::ExitFailed);
}
