#pragma once
#include <QFrame>

class QListView;

namespace millwright
{

class ChipButton;
class ModelListModel;
class SearchField;
class Session;
class ThemeManager;

/// A list of models that drops down from a button: search as you type, Enter takes, and a way to
/// bring in a config.json.
class ModelPicker : public QFrame
{
    Q_OBJECT
public:
    ModelPicker(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    /// Opens below `anchor` with `current` chosen.
    void open(QWidget* anchor, const QString& current);
    SearchField& search() const { return *m_search; }
    QListView& list() const { return *m_list; }
    ModelListModel& model() const { return *m_model; }

signals:
    void picked(const QString& id);
    void importRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QModelIndex& index);

    Session& m_session;
    const ThemeManager& m_themes;
    ModelListModel* m_model;
    SearchField* m_search;
    QListView* m_list;
    ChipButton* m_import;
};

} // namespace millwright
