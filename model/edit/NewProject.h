#pragma once
#include "model/blueprint/Project.h"

namespace millwright
{

/// A project to begin with: one site, building and floor with an empty hall of 20 x 12 tiles (12.0
/// x 7.2 m), so that a part can be dropped at once.
Project newProject();

} // namespace millwright
