#pragma once

namespace millwright
{

/// Makes the patterns of price messages known; call once at start.
void registerPriceMessages();

} // namespace millwright
