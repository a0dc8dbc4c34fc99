#pragma once
#include "model/base/Result.h"
#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace millwright {

/// The verb that was picked; run() returns the exit code.
struct VerbChoice {
    std::function<int()> run;
};

// One function per verb, one file each: declares its options and sets choice.run when it is picked.
void addCheckVerb(CLI::App& app, VerbChoice& choice);
void addMetricsVerb(CLI::App& app, VerbChoice& choice);
void addExplainVerb(CLI::App& app, VerbChoice& choice);
void addBomVerb(CLI::App& app, VerbChoice& choice);
void addFabricVerb(CLI::App& app, VerbChoice& choice);
void addCatalogVerb(CLI::App& app, VerbChoice& choice);
void addRegionsVerb(CLI::App& catalog, VerbChoice& choice); ///< below "catalog"
void addRenderVerb(CLI::App& app, VerbChoice& choice);
void addBenchVerb(CLI::App& app, VerbChoice& choice);
void addValidateVerb(CLI::App& app, VerbChoice& choice);
void addEstimateVerb(CLI::App& app, VerbChoice& choice);
void addCalibrateVerb(CLI::App& app, VerbChoice& choice);
void addPricesVerb(CLI::App& app, VerbChoice& choice);
/// "catalog prices": a verb below "catalog".
void addQuoteVerb(CLI::App& catalog, VerbChoice& choice);
void addCatalogModels(CLI::App& catalog, VerbChoice& choice);
void addGenerateVerb(CLI::App& app, VerbChoice& choice);

/// Prints an error to stderr ("millwright: where: message") and returns ExitFailed.
int reportError(const Error& error);

/// Prints text to stdout, or writes it to `path` if that is not empty. Returns ExitGood or ExitFailed.
int deliver(const std::string& text, const std::string& path);

} // namespace millwright
