#include "model/io/AtomicFile.h"
#include "model/io/Autosave.h"
#include "model/io/FileLock.h"
#include "model/io/FileStamp.h"
#include "model/io/IoMessages.h"
#include "model/io/ProjectFile.h"
#include "tests/blueprint/SampleProject.h"
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace millwright;
using namespace millwright::testing;
namespace fs = std::filesystem;

namespace
{

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

std::size_t filesIn(const fs::path& directory)
{
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

/// Runs `work` in a child process that ends without destructors; its exit code, or -1 if a signal
/// ended it.
template <class Work> int inChild(Work work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path m_root;
    int m_count = 0;

    /// A directory of its own for each test.
    fs::path room()
    {
        const fs::path path = m_root / std::to_string(++m_count);
        fs::create_directories(path);
        return path;
    }

private slots:
    void initTestCase()
    {
        registerIoMessages();
        m_root = m_dir.path().toStdString();
    }

    void savingReplacesTheContent()
    {
        const fs::path dir = room();
        QVERIFY(writeAtomically(dir / "a", "one"));
        QCOMPARE(contentOf(dir / "a"), std::string("one"));
        QVERIFY(writeAtomically(dir / "a", "two, longer"));
        QCOMPARE(contentOf(dir / "a"), std::string("two, longer"));
        QVERIFY(writeAtomically(dir / "a", ""));
        QCOMPARE(fs::file_size(dir / "a"), std::uintmax_t(0));
        QCOMPARE(filesIn(dir), std::size_t(1)); // no temporary file is left
    }

    void savingIsAReplacementNotAnOverwrite()
    {
        const fs::path dir = room();
        put(dir / "a", "old");
        std::ifstream reader(dir / "a");
        QVERIFY(writeAtomically(dir / "a", "new"));
        std::string seen;
        reader >> seen;
        QCOMPARE(seen, std::string("old")); // who had it open still sees the old file whole
    }

    void modeAndLinkAreKept()
    {
        const fs::path dir = room();
        fs::create_directory(dir / "far");
        put(dir / "far/target", "old");
        fs::permissions(dir / "far/target", fs::perms(0640));
        fs::create_symlink("far/target", dir / "link");
        fs::create_symlink("link", dir / "chain");
        QVERIFY(writeAtomically(dir / "chain", "new"));
        QVERIFY(fs::is_symlink(dir / "chain") && fs::is_symlink(dir / "link"));
        QCOMPARE(contentOf(dir / "far/target"), std::string("new"));
        QVERIFY(fs::status(dir / "far/target").permissions() == fs::perms(0640));
        fs::create_symlink("far/later", dir / "dangling");
        QVERIFY(writeAtomically(dir / "dangling", "made"));
        QCOMPARE(contentOf(dir / "far/later"), std::string("made"));
        const mode_t mask = ::umask(0);
        ::umask(mask);
        QCOMPARE(unsigned(fs::status(dir / "far/later").permissions()), unsigned(0666 & ~mask));
    }

    void relativeNamesWork()
    {
        const fs::path dir = room();
        const fs::path before = fs::current_path();
        fs::current_path(dir);
        QVERIFY(writeAtomically("plain", "x"));
        fs::current_path(before);
        QCOMPARE(contentOf(dir / "plain"), std::string("x"));
    }

    void errorsAreTold()
    {
        const fs::path dir = room();
        QCOMPARE(writeAtomically(dir / "no/such", "x").error().message.id,
                 std::string("file.not-written"));
        QCOMPARE(writeAtomically(dir, "x").error().message.id, std::string("file.not-written"));
        if (::geteuid() != 0) {
            put(dir / "protected", "old");
            fs::permissions(dir / "protected", fs::perms(0444));
            QCOMPARE(writeAtomically(dir / "protected", "x").error().message.id,
                     std::string("file.no-permission"));
            QCOMPARE(contentOf(dir / "protected"), std::string("old"));
        }
    }

    void aFullDeviceIsTold()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        QCOMPARE(writeAtomically("/dev/full", std::string(100000, 'x')).error().message.id,
                 std::string("file.disk-full"));
        QVERIFY(fs::is_character_file("/dev/full"));
        QVERIFY(!formatMessage({"file.disk-full", {std::string("a")}}).empty());
    }

    /// A limit on the size of files stands for a disk that fills up in the middle of a save.
    void aDiskThatFillsUpLeavesTheOldFile()
    {
        const fs::path dir = room();
        const fs::path file = dir / "a.millwright";
        const Project small = Sampler(1).project(2);
        const Project large = Sampler(2).project(60);
        QVERIFY(writeProject(file, small));
        const std::string before = contentOf(file);
        const int code = inChild([&] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{20000, 20000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto result = writeProject(file, large);
            return !result && result.error().message.id == "file.disk-full" ? 7 : 8;
        });
        QCOMPARE(code, 7);
        QCOMPARE(contentOf(file), before);
        QCOMPARE(filesIn(dir), std::size_t(1));
    }

    void aKillInTheMiddleLeavesAWholeFile()
    {
        const fs::path dir = room();
        const fs::path file = dir / "a.millwright";
        const Project first = Sampler(3).project(40);
        const Project second = Sampler(4).project(55);
        QVERIFY(writeProject(file, first));
        std::mt19937 random(5);
        int seenSecond = 0;
        int leftovers = 0;
        // On a busy machine most children are killed before their first save: go on until both were
        // seen.
        for (int i = 0; i < 50 || (i < 1000 && (seenSecond <= 5 || leftovers == 0)); ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                for (bool isFirst = false;; isFirst = !isFirst)
                    if (!writeProject(file, isFirst ? first : second))
                        ::_exit(9);
            }
            ::usleep(static_cast<useconds_t>(random() % 30000));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            const auto loaded = readProject(file);
            QVERIFY2(loaded.isOk(), loaded ? "" : loaded.error().message.id.c_str());
            const bool isSecond = loaded->project == second;
            QVERIFY(isSecond || loaded->project == first);
            seenSecond += isSecond;
            leftovers = static_cast<int>(filesIn(dir)) - 1;
        }
        QVERIFY(seenSecond > 5);
        QVERIFY2(leftovers > 0, "no kill fell into a save: the test proves nothing");
    }

    /// In a directory that allows no new file the old one is overwritten, with its content kept
    /// aside meanwhile.
    void aDirectoryThatAllowsNoNewFile()
    {
        const fs::path dir = room();
        const fs::path file = dir / "a";
        put(file, "old");
        fs::permissions(file, fs::perms(0666));
        fs::permissions(m_root, fs::perms(0755));
        fs::permissions(dir, fs::perms(0555));
        const auto asAnybody = [](auto work) {
            return inChild([&] {
                constexpr uid_t nobody = 65534;
                if (::geteuid() == 0 && ::setuid(nobody) != 0) // root may write everywhere
                    return 9;
                return work();
            });
        };
        QCOMPARE(asAnybody([&] { return writeAtomically(file, "new") ? 7 : 8; }), 7);
        QCOMPARE(contentOf(file), std::string("new"));
        QCOMPARE(asAnybody([&] {
                     ::signal(SIGXFSZ, SIG_IGN);
                     const rlimit limit{20000, 20000};
                     ::setrlimit(RLIMIT_FSIZE, &limit);
                     const auto result = writeAtomically(file, std::string(30000, 'x'));
                     return !result && result.error().message.id == "file.disk-full" ? 7 : 8;
                 }),
                 7);
        QCOMPARE(contentOf(file), std::string("new"));
        QCOMPARE(asAnybody([&] {
                     const auto result = writeAtomically(dir / "b", "x");
                     return !result && result.error().message.id == "file.no-permission" ? 7 : 8;
                 }),
                 7);
        fs::permissions(dir, fs::perms(0755));
    }

    void leftoversOfTheDeadAreRemoved()
    {
        const fs::path dir = room();
        put(dir / "a", "x");
        const pid_t dead = ::fork();
        if (dead == 0)
            ::_exit(0);
        ::waitpid(dead, nullptr, 0);
        const auto leftover = [&](pid_t pid, const char* name) {
            const fs::path path =
                dir / ("." + std::string(name) + "." + std::to_string(pid) + "-abcdef.saving");
            put(path, "half");
            return path;
        };
        const auto age = [](const fs::path& path) {
            fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(5));
        };
        const fs::path old = leftover(dead, "a");
        const fs::path alive = leftover(::getpid(), "a");
        const fs::path other = leftover(dead, "b");
        for (const auto& path : {old, alive, other})
            age(path);
        const fs::path fresh = dir / (".a." + std::to_string(dead) + "-ghijkl.saving");
        put(fresh, "half");
        removeLeftovers(dir / "a");
        QVERIFY(!fs::exists(old));
        QVERIFY(fs::exists(alive) && fs::exists(other) && fs::exists(fresh) &&
                fs::exists(dir / "a"));
    }

    void reading()
    {
        const fs::path dir = room();
        put(dir / "a", "12345");
        QCOMPARE(readWholeFile(dir / "a", 5, nullptr).value(), std::string("12345"));
        QCOMPARE(readWholeFile(dir / "a", 4, nullptr).error().message.id,
                 std::string("file.too-large"));
        QCOMPARE(
            readWholeFile(dir / "a", 9, [](std::string_view) { return false; }).error().message.id,
            std::string("file.not-millwright"));
        const std::string large(300000, 'y');
        put(dir / "b", large);
        QCOMPARE(readWholeFile(dir / "b", 1 << 20,
                               [](std::string_view text) { return text.size() == 4096; })
                     .value(),
                 large);
    }

    void stampsNoticeEveryChange()
    {
        const fs::path dir = room();
        put(dir / "a", "one");
        FileStamp stamp = stampOf(dir / "a");
        QVERIFY(stamp.isThere && !isChangedOnDisk(stamp));
        put(dir / "a", "other");
        QVERIFY(isChangedOnDisk(stamp));
        stamp = stampOf(dir / "a");
        // The same length and time but another file: an atomic save by somebody else.
        const auto time = fs::last_write_time(dir / "a");
        QVERIFY(writeAtomically(dir / "a", "third"));
        fs::last_write_time(dir / "a", time);
        QVERIFY(isChangedOnDisk(stamp));
        stamp = stampOf(dir / "a");
        fs::remove(dir / "a");
        QVERIFY(isChangedOnDisk(stamp));
        stamp = stampOf(dir / "a");
        QVERIFY(!stamp.isThere && !isChangedOnDisk(stamp));
        put(dir / "a", "back");
        QVERIFY(isChangedOnDisk(stamp));
    }

    void aSecondInstanceIsRefused()
    {
        const fs::path file = room() / "a.millwright";
        put(file, "x");
        {
            const auto lock = FileLock::acquire(file);
            QVERIFY(lock);
            const auto second = FileLock::acquire(file);
            QVERIFY(!second);
            QCOMPARE(second.error().message,
                     (Message{"file.locked",
                              {file.string(), thisProcess().host, std::int64_t{::getpid()}}}));
            QCOMPARE(inChild([&] { return FileLock::acquire(file) ? 1 : 7; }), 7);
            fs::create_symlink(file, file.parent_path() / "link");
            QVERIFY(!FileLock::acquire(file.parent_path() / "link"));
        }
        QVERIFY(!fs::exists(FileLock::lockPath(file)));
        QVERIFY(FileLock::acquire(file));
    }

    void aRefusedLockDoesNotDisturbItsOwner()
    {
        const fs::path file = room() / "a.millwright";
        auto lock = FileLock::acquire(file);
        QVERIFY(lock);
        QVERIFY(!FileLock::acquire(file));
        QVERIFY(fs::exists(FileLock::lockPath(file)));
        FileLock moved = std::move(*lock);
        QVERIFY(!FileLock::acquire(file));
    }

    void theLockOfACrashIsStale()
    {
        const fs::path file = room() / "a.millwright";
        QCOMPARE(inChild([&] {
                     const auto lock = FileLock::acquire(file);
                     return ::kill(::getpid(), SIGKILL);
                 }),
                 -1);
        QVERIFY(fs::exists(FileLock::lockPath(file)));
        QVERIFY(FileLock::acquire(file));
    }

    void theLockOfAnotherMachineCounts()
    {
        const fs::path file = room() / "a.millwright";
        put(FileLock::lockPath(file), "4711 far-away\n");
        const auto lock = FileLock::acquire(file);
        QVERIFY(!lock);
        QCOMPARE(
            lock.error().message,
            (Message{"file.locked", {file.string(), std::string("far-away"), std::int64_t{4711}}}));
        QVERIFY(fs::exists(FileLock::lockPath(file)));
        QVERIFY(FileLock::breakAndAcquire(file));
        put(FileLock::lockPath(file), "not a lock");
        QVERIFY(FileLock::acquire(file));
        QCOMPARE(FileLock::acquire("/no/such/dir/x").error().message.id,
                 std::string("file.lock-failed"));
    }

    void autosaveKeepsWorkOfCrashesOnly()
    {
        const fs::path state = room() / "state/deep";
        const Project project = Sampler(6).project(4);
        {
            const Autosave mine(state, "design.millwright");
            QVERIFY(mine.write(project));
            QVERIFY(fs::exists(mine.file()));
            QVERIFY(Autosave::recoverable(state).empty()); // its process is alive
            mine.discard();
            QVERIFY(fs::is_empty(state));
        }
        const int code = inChild([&] {
            const Autosave named(state, "/home/somebody/design.millwright");
            const Autosave unnamed(state, {});
            return named.write(project) && unnamed.write(Project{}) ? 7 : 8;
        });
        QCOMPARE(code, 7);
        const auto found = Autosave::recoverable(state);
        QCOMPARE(found.size(), std::size_t(2));
        const bool isFirst = !found[0].origin.empty();
        const RecoverableFile& named = found[isFirst ? 0 : 1];
        QCOMPARE(named.origin, fs::path("/home/somebody/design.millwright"));
        QVERIFY(found[isFirst ? 1 : 0].origin.empty());
        const auto loaded = readProject(named.file);
        QVERIFY(loaded && loaded->project == project);
        for (const RecoverableFile& file : found)
            Autosave::discard(file);
        QVERIFY(fs::is_empty(state));
        QVERIFY(Autosave::recoverable(state / "no-such").empty());
    }

    void autosavesOfOtherMachinesAreLeftAlone()
    {
        const fs::path state = room();
        put(state / "autosave-1-1.millwright", projectText(Project{}));
        QCOMPARE(Autosave::recoverable(state).size(), std::size_t(1)); // nobody claims it
        put(state / "autosave-1-1.owner", "1 far-away\n/x");
        QVERIFY(Autosave::recoverable(state).empty());
    }
};

QTEST_APPLESS_MAIN(TestFiles)
#include "tst_files.moc"
