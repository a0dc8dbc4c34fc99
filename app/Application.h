#pragma once

namespace millwright
{

/// Opens the window and runs until it is closed: `millwright [FILE]`, `millwright --shots DIR
/// [GROUP ...]` (draws the screens into DIR without a display and ends). Returns the exit code.
int runApplication(int argc, char** argv);

} // namespace millwright
