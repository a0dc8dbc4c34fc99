#include "model/edit/NewProject.h"
#include "model/edit/Draft.h"

namespace millwright
{

Project newProject()
{
    Draft draft(Project{});
    Site site;
    site.name = "Site 1";
    Building building;
    building.site = draft.add(std::move(site));
    building.name = "Building 1";
    Floor floor;
    floor.building = draft.add(std::move(building));
    floor.name = "Floor 1";
    Hall hall;
    hall.floor = draft.add(std::move(floor));
    hall.name = "Hall 1";
    const Length width = Length::millimetres(12000), depth = Length::millimetres(7200);
    hall.outline = {{Length(), Length()}, {width, Length()}, {width, depth}, {Length(), depth}};
    draft.add(std::move(hall));
    return draft.project();
}

} // namespace millwright
