#include "model/calibrate/MeasurementImport.h"
#include <algorithm>
#include <set>
#include <sstream>

// Output of nccl-tests and rccl-tests: a header of ranks, then a line per message size.

namespace millwright
{
namespace
{

struct Point {
    double bytes, seconds, busBandwidth;
};

/// "16777216 4194304 float sum -1 549.8 30.51 57.21 0 548.9 30.56 57.30 0": out of place, then in
/// place. Launchers may put
/// "[1,0]<stdout>:" or " 0:" in front. Older versions have no root column; the numbers are counted
/// from the type.
std::optional<Point> readPoint(std::string_view line)
{
    if (const auto at = line.find_first_not_of(" \t");
        at == std::string_view::npos || line[at] == '#')
        return std::nullopt;
    std::istringstream words{std::string(line)};
    std::vector<std::string> fields;
    for (std::string word; words >> word && fields.size() < 24;)
        fields.push_back(word);
    const auto isType = [](const std::string& word) {
        static const std::set<std::string> types{
            "float",  "half",   "double",   "int8",     "int32",    "int64",  "uint8",
            "uint32", "uint64", "bfloat16", "fp8_e4m3", "fp8_e5m2", "f8e4m3", "f8e5m2"};
        return types.count(word) > 0;
    };
    const auto type = std::find_if(fields.begin(), fields.end(), isType);
    if (type == fields.end() || type - fields.begin() < 2)
        return std::nullopt;
    const auto bytes = parseNumber(*(type - 2));
    // Behind the type: an operation (a word), a root (-1 or a rank), then time in us, algorithm and
    // bus bandwidth in GB/s.
    auto at = type + 1;
    if (at != fields.end() && !parseNumber(*at))
        ++at;
    if (fields.end() - at > 3 && parseNumber(*at) && at->find('.') == std::string::npos &&
        (*parseNumber(*at) == -1.0 || (fields.end() - at) % 4 == 1))
        ++at;
    if (fields.end() - at < 3 || !bytes)
        return std::nullopt;
    const auto time = parseNumber(at[0]), bus = parseNumber(at[2]);
    if (!time || !bus || *time <= 0.0 || *bytes < 0.0 || *bus < 0.0)
        return std::nullopt;
    return Point{*bytes, *time * 1e-6, *bus * 1e9};
}

/// "#  Rank  3 Group  0 Pid   1711 on host-a device  3 [0x69] NVIDIA H100 80GB HBM3"
void readRank(std::string_view line, std::set<std::string>& hosts, LinkMeasurement& link)
{
    const auto rank = line.find("Rank ");
    const auto device = line.find(" device ");
    if (rank == std::string_view::npos || device == std::string_view::npos ||
        line.find('#') == std::string_view::npos)
        return;
    ++link.ranks;
    if (const auto on = line.find(" on "); on != std::string_view::npos && on < device) {
        const auto from = line.find_first_not_of(' ', on + 4);
        hosts.insert(std::string(line.substr(from, line.find(' ', from) - from)));
    }
    if (const auto bracket = line.find(']', device);
        bracket != std::string_view::npos && link.accelerator.empty()) {
        std::string name(line.substr(bracket + 1));
        name.erase(0, name.find_first_not_of(" \t"));
        name.erase(name.find_last_not_of(" \t\r") + 1);
        link.accelerator = name;
    }
}

std::string collectiveOf(std::string_view text)
{
    for (const char* name : {"all_reduce", "all_gather", "reduce_scatter", "alltoall", "sendrecv",
                             "broadcast", "reduce", "gather", "scatter"})
        if (text.find(name) != std::string_view::npos)
            return name;
    return "all_reduce";
}

} // namespace

ImportedMeasurements readCollectiveLog(std::string_view text, const std::string& where,
                                       const Measurement& defaults)
{
    ImportedMeasurements found;
    LinkMeasurement link;
    link.where = where;
    link.collective = collectiveOf(text.substr(0, std::size_t{1} << 16));
    std::set<std::string> hosts;
    std::vector<Point> points;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        readRank(line, hosts, link);
        if (const auto point = readPoint(line))
            points.push_back(*point);
    }
    if (points.empty()) {
        found.problems.push_back(fail("calibrate.nothing-measured", {}, where));
        return found;
    }
    if (link.accelerator.empty())
        link.accelerator = defaults.accelerator;
    if (link.ranks == 0)
        link.ranks = defaults.accelerators;
    link.nodes = hosts.empty() ? 0 : static_cast<int>(hosts.size());
    if (link.accelerator.empty() || link.ranks < 2) {
        found.problems.push_back(fail(link.accelerator.empty() ? "calibrate.accelerator-missing"
                                                               : "calibrate.count-missing",
                                      {}, where));
        return found;
    }
    link.latency = points.front().seconds;
    for (const Point& point : points) {
        link.latency = std::min(link.latency, point.seconds);
        link.largestMessage = std::max(link.largestMessage, point.bytes);
        link.busBandwidth = std::max(link.busBandwidth, point.busBandwidth);
    }
    found.links.push_back(std::move(link));
    return found;
}

} // namespace millwright
