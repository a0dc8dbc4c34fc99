#include "app/Application.h"
#include "app/CommandLine.h"

int main(int argc, char** argv)
{
    using namespace millwright;
    registerAllMessages();
    if (const auto code = runCommandLine(argc, argv))
        return *code;
    return runApplication(argc, argv);
}
