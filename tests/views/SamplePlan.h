#pragma once
#include "model/blueprint/Project.h"
#include <string>

namespace millwright
{

/// A small hall for canvas tests and pictures: rows A and B of eight racks face to face, row C of
/// seven with other kinds, CRAHs along the walls, RPPs, CDUs, network racks and an electrical room.
/// Positions are multiples of 10 mm; the names are those of the things ("A06", "CRAH-1").
Project samplePlan();

/// A part for tests: body in millimetres and a few figures.
struct SamplePart {
    const char* id;
    const char* name;
    PartKind kind;
    double width_mm, depth_mm;
    double power_W = 0.0, price_USD = 0.0;
    int units = 0; ///< height in U, or the rack's inner units
};
PartPtr samplePart(const SamplePart& row);

/// The id of the thing with this label; 0 if there is none.
EntityId labelled(const Project& project, std::string_view label);

} // namespace millwright
