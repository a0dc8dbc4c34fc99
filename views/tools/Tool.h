#pragma once
#include <QPointF>
#include <QString>
#include <Qt>

namespace millwright
{

/// Where the pointer is and what is held down.
struct PointerInput {
    QPointF pixel;
    QPointF metres;
    Qt::MouseButton button = Qt::NoButton;
    Qt::MouseButtons buttons = Qt::NoButton;
    Qt::KeyboardModifiers modifiers = Qt::NoModifier;
};

enum class ToolKind : std::uint8_t { Select, Pan, Measure, Place };

/// What the pointer does on the canvas. A tool changes the design through the session only: each
/// gesture is one preview that is applied once or dropped.
class Tool
{
public:
    virtual ~Tool() = default;
    virtual void press(const PointerInput& input) = 0;
    virtual void move(const PointerInput& input) = 0; ///< with or without a button held
    virtual void release(const PointerInput& input) = 0;
    /// Keys that a tool takes while it works (R turns). True if it took the key.
    virtual bool key(int key, Qt::KeyboardModifiers modifiers)
    {
        Q_UNUSED(key)
        Q_UNUSED(modifiers)
        return false;
    }
    /// Drops what is being done; false if there was nothing.
    virtual bool cancel() = 0;
    virtual bool isBusy() const = 0;
    virtual Qt::CursorShape cursor() const { return Qt::ArrowCursor; }
    virtual QString hint() const = 0; ///< for the status line
};

} // namespace millwright
