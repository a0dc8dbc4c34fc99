#pragma once
#include "model/base/Id.h"
#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace millwright {

/// Rows sorted by id in chunks of at most 256 that copies of the table share. A copy costs one pointer, a write copies
/// one chunk and the list of chunks if a copy shares them, so undo, previews and workers hold snapshots for next to nothing
/// and bulk work on one copy stays in place. A write ends the life of row pointers and iterators of that table.
template <class Row>
class Table {
public:
    using Key = Id<Row>;
    static constexpr std::size_t chunkSize = 256;

    const Row* find(Key id) const
    {
        const std::size_t c = chunkOf(id);
        if (c == npos)
            return nullptr;
        const Chunk& chunk = *(*m_chunks)[c];
        const auto row = std::lower_bound(chunk.begin(), chunk.end(), id, byId);
        return row != chunk.end() && row->id == id ? &*row : nullptr;
    }
    bool contains(Key id) const { return find(id) != nullptr; }
    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    /// Adds the row, or replaces the one with its id.
    void put(Row row)
    {
        Chunks& chunks = ownChunks();
        const std::size_t c = chunkOf(row.id);
        if (c == npos) {
            chunks.push_back(std::make_shared<Chunk>(1, std::move(row)));
            ++m_size;
            return;
        }
        const Chunk& old = *chunks[c];
        const auto place = std::lower_bound(old.begin(), old.end(), row.id, byId) - old.begin();
        const bool isEnd = place == static_cast<std::ptrdiff_t>(old.size());
        if (!isEnd && old[static_cast<std::size_t>(place)].id == row.id) {
            ownChunk(chunks[c])[static_cast<std::size_t>(place)] = std::move(row);
            return;
        }
        ++m_size;
        if (isEnd && c + 1 == chunks.size() && old.size() == chunkSize) {
            chunks.push_back(std::make_shared<Chunk>(1, std::move(row))); // appended ids fill chunks wholly
            return;
        }
        Chunk& chunk = ownChunk(chunks[c]);
        chunk.insert(chunk.begin() + place, std::move(row));
        if (chunk.size() > chunkSize) {
            const auto middle = chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() / 2);
            auto upper = std::make_shared<Chunk>(std::make_move_iterator(middle), std::make_move_iterator(chunk.end()));
            chunk.erase(middle, chunk.end());
            chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(upper));
        }
    }

    /// Takes the row out; false if there is none.
    bool remove(Key id)
    {
        if (!contains(id))
            return false;
        Chunks& chunks = ownChunks();
        const std::size_t c = chunkOf(id);
        if (chunks[c]->size() == 1) {
            chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(c));
        } else {
            Chunk& chunk = ownChunk(chunks[c]);
            chunk.erase(std::lower_bound(chunk.begin(), chunk.end(), id, byId));
        }
        --m_size;
        return true;
    }

    /// Replaces the whole content; `rows` in any order, ids distinct. For reading files.
    void assign(std::vector<Row> rows)
    {
        std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
        Chunks chunks;
        for (std::size_t first = 0; first < rows.size(); first += chunkSize) {
            const std::size_t last = std::min(rows.size(), first + chunkSize);
            chunks.push_back(std::make_shared<Chunk>(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(first)),
                                                     std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(last))));
        }
        m_size = rows.size();
        m_chunks = std::make_shared<Chunks>(std::move(chunks));
    }

    /// True if both hold the same chunks, which tells "unchanged" without looking at rows.
    bool isSameAs(const Table& other) const { return m_chunks == other.m_chunks; }

    friend bool operator==(const Table& a, const Table& b)
    {
        return a.isSameAs(b) || (a.m_size == b.m_size && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    using Chunk = std::vector<Row>;
    using Chunks = std::vector<std::shared_ptr<Chunk>>; // const to all while shared
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    static bool byId(const Row& row, Key id) { return row.id < id; }

    /// True if nobody else can read what `pointer` holds. Copies are only made from a table that is not being written, so
    /// the count cannot rise meanwhile; the fence pairs with the release of the last other owner, perhaps in a worker.
    template <class T> static bool isUnshared(const std::shared_ptr<T>& pointer)
    {
        const bool isOnly = pointer.use_count() == 1;
        std::atomic_thread_fence(std::memory_order_acquire);
        return isOnly;
    }
    /// The list of chunks for writing: copied first if a snapshot shares it.
    Chunks& ownChunks()
    {
        if (!m_chunks)
            m_chunks = std::make_shared<Chunks>();
        else if (!isUnshared(m_chunks))
            m_chunks = std::make_shared<Chunks>(*m_chunks);
        return *m_chunks;
    }
    static Chunk& ownChunk(std::shared_ptr<Chunk>& chunk)
    {
        if (!isUnshared(chunk)) {
            auto copy = std::make_shared<Chunk>();
            copy->reserve(std::min(chunkSize, chunk->size() + 1));
            copy->assign(chunk->begin(), chunk->end());
            chunk = std::move(copy);
        }
        return *chunk;
    }

    /// The chunk that holds or would hold `id`; npos when the table is empty.
    std::size_t chunkOf(Key id) const
    {
        if (!m_chunks || m_chunks->empty())
            return npos;
        const auto after = std::upper_bound(m_chunks->begin(), m_chunks->end(), id,
                                            [](Key key, const auto& chunk) { return key < chunk->front().id; });
        return after == m_chunks->begin() ? 0 : static_cast<std::size_t>(after - m_chunks->begin()) - 1;
    }

    std::shared_ptr<Chunks> m_chunks;
    std::size_t m_size = 0;

public:
    /// Walks all rows by rising id.
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using pointer = const Row*;
        using reference = const Row&;

        Iterator() = default;
        Iterator(const Chunks* chunks, std::size_t chunk) : m_chunks(chunks), m_chunk(chunk) {}
        reference operator*() const { return (*(*m_chunks)[m_chunk])[m_row]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++()
        {
            if (++m_row == (*m_chunks)[m_chunk]->size()) {
                m_row = 0;
                ++m_chunk;
            }
            return *this;
        }
        Iterator operator++(int) { Iterator old = *this; ++*this; return old; }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const Chunks* m_chunks = nullptr;
        std::size_t m_chunk = 0;
        std::size_t m_row = 0;
    };
    Iterator begin() const { return m_chunks ? Iterator(m_chunks.get(), 0) : Iterator(); }
    Iterator end() const { return m_chunks ? Iterator(m_chunks.get(), m_chunks->size()) : Iterator(); }
};

} // namespace millwright
