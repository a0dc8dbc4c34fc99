#pragma once
#include "model/base/Message.h"
#include <string>
#include <utility>
#include <vector>

// How the estimators say why something cannot be; nothing outside model/estimate includes it.

namespace millwright
{

inline Message cannot(std::string id, std::vector<MessageArgument> arguments = {})
{
    return Message{std::move(id), std::move(arguments)};
}

} // namespace millwright
