#pragma once
#include "model/blueprint/Project.h"
#include <QWidget>

class QLabel;
class QToolButton;

namespace millwright
{

class QuantityField;
class Session;
class ThemeManager;

/// The assumptions of the design: each parameter with its value, its default with the source, and a
/// way back to it. Fields are made when the section is seen first, because there are some fifty.
class InspectorParameters : public QWidget
{
    Q_OBJECT
public:
    InspectorParameters(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    void refresh();
    QuantityField* field(Parameter parameter) const;
    void reset(Parameter parameter);
    int changedCount() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Row {
        Parameter parameter{};
        QuantityField* field = nullptr;
        QToolButton* back = nullptr;
        QLabel* hint = nullptr;
    };
    void build();

    Session& m_session;
    const ThemeManager& m_themes;
    std::vector<Row> m_rows;
};

} // namespace millwright
