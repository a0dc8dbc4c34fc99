#pragma once

/// Makes the files of resources/resources.qrc reachable under ":/"; a static library needs the
/// call, once, before the first window. Outside any namespace because Q_INIT_RESOURCE declares a
/// function.
void initViewResources();
