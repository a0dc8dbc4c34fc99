#pragma once

namespace millwright
{

/// Makes the patterns of all actions' errors and of the steps' titles known; call once at start.
void registerEditMessages();

} // namespace millwright
