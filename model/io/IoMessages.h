#pragma once

namespace millwright
{

/// Makes the patterns of file errors and of the notes of opened files known; call once at start.
void registerIoMessages();

} // namespace millwright
