#pragma once
#include "views/ShippedExamples.h"
#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace millwright
{

class DocumentController;
class ExampleCard;
class ThemeManager;

/// What one sees first: example designs with a preview, recent files, work to recover, New and
/// Open. Previews are drawn one by one after the page is on screen, so that it comes at once.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    StartPage(DocumentController& documents, const ThemeManager& themes, QWidget* parent = nullptr);

    /// Reads recent files and recoverable work again.
    void refresh();
    /// Draws all previews now (pictures of the screen).
    void finishPreviews();

signals:
    void newRequested();
    void openRequested();
    void fileRequested(const QString& path);
    void exampleRequested(const QString& path);
    void recoverRequested(int index); ///< into DocumentController::recoverable()
    void discardRequested(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void drawNextPreview();
    void fillRecovery();
    void fillRecent();
    void placeCards();

    DocumentController& m_documents;
    const ThemeManager& m_themes;
    std::vector<ShippedExample> m_examples;
    std::vector<ExampleCard*> m_cards;
    QWidget* m_recovery;
    QVBoxLayout* m_recoveryRows;
    QWidget* m_recent;
    QVBoxLayout* m_recentRows;
    QGridLayout* m_grid;
};

} // namespace millwright
