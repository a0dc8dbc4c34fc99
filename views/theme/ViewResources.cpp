#include "views/theme/ViewResources.h"
#include <QtCore/qglobal.h>

void initViewResources()
{
    Q_INIT_RESOURCE(resources);
}
