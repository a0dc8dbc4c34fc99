#include "model/analysis/ProjectModels.h"
#include "model/assist/ImportModel.h"
#include "model/estimate/EstimateParts.h"
#include "model/estimate/ModelLibrary.h"
#include <QtTest>

using namespace millwright;

namespace
{

const std::string small = R"({
  "model_type": "llama",
  "num_hidden_layers": 4,
  "hidden_size": 512,
  "num_attention_heads": 8,
  "vocab_size": 32000
})";

} // namespace

/// A config.json becomes a model of the project that workloads can name.
class TestImportModel : public QObject
{
    Q_OBJECT
private slots:
    void takesTheNameOfItsFolder()
    {
        const auto model = modelFromConfig({}, small, "/models/Tiny-4L/config.json");
        QVERIFY(model.isOk());
        QCOMPARE(model->id, std::string("Tiny-4L"));
        QCOMPARE(model->source, std::string("config.json"));
        const auto other = modelFromConfig({}, small, "/models/other.json");
        QVERIFY(other && other->id == "other");
    }

    void isFoundInTheProjectBeforeTheLibrary()
    {
        Project project;
        const auto model = modelFromConfig(project, small, "/models/tiny/config.json");
        QVERIFY(model.isOk());
        project.models.put(*model);
        const auto found = findModel(project, "tiny");
        QVERIFY(found);
        QCOMPARE(found->layers, 4);
        QCOMPARE(found->id, std::string("tiny"));
        QVERIFY(findModel(project, standardModels().all().front().id));
        QVERIFY(!findModel(project, "no such model"));
        QCOMPARE(importedModels(project).size(), std::size_t{1});
    }

    void neverShadowsAnotherModel()
    {
        // A folder called as a model of the library, with another shape in it.
        const std::string taken = standardModels().all().front().id;
        const auto model = modelFromConfig({}, small, "/models/" + taken + "/config.json");
        QVERIFY(model.isOk());
        QCOMPARE(model->id, taken + " (2)");
        // The same file again is the same model.
        Project project;
        project.models.put(*model);
        const auto again = modelFromConfig(project, small, "/models/" + taken + "/config.json");
        QVERIFY(again && again->id == model->id);
    }

    void aBrokenConfigNamesFileLineAndField()
    {
        std::string broken = small;
        broken.replace(broken.find("512"), 3, "\"x\"");
        const auto model = modelFromConfig({}, broken, "/models/tiny/config.json");
        QVERIFY(!model.isOk());
        QCOMPARE(model.error().where, std::string("config.json:4:hidden_size"));
        QCOMPARE(model.error().message.id, std::string("model.config.field-range"));
        const auto cut = modelFromConfig({}, small.substr(0, 60), "/models/tiny/config.json");
        QVERIFY(!cut.isOk() && cut.error().message.id == "model.config.syntax");
        QCOMPARE(cut.error().where, std::string("config.json:4"));
    }
};

QTEST_APPLESS_MAIN(TestImportModel)
#include "tst_import_model.moc"
