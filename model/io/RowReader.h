#pragma once
#include "model/blueprint/Blueprint.h"
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace millwright
{

/// A value as the file gives it: a scalar or a list of numbers, nested or not.
struct FieldValue {
    enum class Kind : std::uint8_t { Null, Truth, Number, Text, Numbers } kind = Kind::Null;
    bool truth = false;
    double number = 0.0;
    std::string* text = nullptr; ///< may be moved from
    std::span<const double> numbers{};
};

/// Takes the rows of one table out of the stream of a file.
class RowReader
{
public:
    virtual ~RowReader() = default;
    virtual void begin() = 0;
    /// Chooses the member for the next value; false if this version knows none of that key.
    virtual bool select(std::string_view key) = 0;
    /// Gives the chosen member its value; false, and the member as it was, if the value does not
    /// suit.
    virtual bool take(FieldValue& value) = 0;
    virtual void setId(EntityId id) = 0;
    virtual void keep() = 0; ///< the row is complete
    virtual void moveInto(Blueprint& blueprint) = 0;
};

/// A reader for each kind of entity, in the order of EntityKind.
std::array<std::unique_ptr<RowReader>, entityKindCount> makeRowReaders();

} // namespace millwright
