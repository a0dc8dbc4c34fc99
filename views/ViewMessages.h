#pragma once

namespace millwright
{

/// Makes the patterns of the views' own step titles and messages known; call once at start.
void registerViewMessages();

} // namespace millwright
