#pragma once
#include "model/base/Id.h"
#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace millwright {

/// Rows sorted by id in chunks of at most 256 that copies of the table share. A copy costs one pointer, a write copies
/// one chunk and the list of chunks, so undo, previews and workers hold snapshots for next to nothing.
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
        Chunks chunks = m_chunks ? *m_chunks : Chunks{};
        std::size_t c = chunkOf(row.id);
        if (c == npos) {
            chunks.push_back(std::make_shared<Chunk>(1, std::move(row)));
            ++m_size;
            m_chunks = std::make_shared<const Chunks>(std::move(chunks));
            return;
        }
        auto chunk = std::make_shared<Chunk>();
        chunk->reserve(std::min(chunkSize, chunks[c]->size() + 1));
        chunk->assign(chunks[c]->begin(), chunks[c]->end());
        const auto place = std::lower_bound(chunk->begin(), chunk->end(), row.id, byId);
        if (place != chunk->end() && place->id == row.id) {
            *place = std::move(row);
            chunks[c] = std::move(chunk);
        } else if (place == chunk->end() && c + 1 == chunks.size() && chunk->size() == chunkSize) {
            chunks.push_back(std::make_shared<Chunk>(1, std::move(row))); // appended ids fill chunks wholly
            ++m_size;
        } else {
            chunk->insert(place, std::move(row));
            ++m_size;
            if (chunk->size() > chunkSize) {
                const auto middle = chunk->begin() + static_cast<std::ptrdiff_t>(chunk->size() / 2);
                auto upper = std::make_shared<Chunk>(middle, chunk->end());
                chunk->erase(middle, chunk->end());
                chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(upper));
            }
            chunks[c] = std::move(chunk);
        }
        m_chunks = std::make_shared<const Chunks>(std::move(chunks));
    }

    /// Takes the row out; false if there is none.
    bool remove(Key id)
    {
        if (!contains(id))
            return false;
        Chunks chunks = *m_chunks;
        const std::size_t c = chunkOf(id);
        auto chunk = std::make_shared<Chunk>(*chunks[c]);
        chunk->erase(std::lower_bound(chunk->begin(), chunk->end(), id, byId));
        if (chunk->empty())
            chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(c));
        else
            chunks[c] = std::move(chunk);
        --m_size;
        m_chunks = std::make_shared<const Chunks>(std::move(chunks));
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
        m_chunks = std::make_shared<const Chunks>(std::move(chunks));
    }

    /// True if both hold the same chunks, which tells "unchanged" without looking at rows.
    bool isSameAs(const Table& other) const { return m_chunks == other.m_chunks; }

    friend bool operator==(const Table& a, const Table& b)
    {
        return a.isSameAs(b) || (a.m_size == b.m_size && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    using Chunk = std::vector<Row>;
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    static bool byId(const Row& row, Key id) { return row.id < id; }

    /// The chunk that holds or would hold `id`; npos when the table is empty.
    std::size_t chunkOf(Key id) const
    {
        if (!m_chunks || m_chunks->empty())
            return npos;
        const auto after = std::upper_bound(m_chunks->begin(), m_chunks->end(), id,
                                            [](Key key, const auto& chunk) { return key < chunk->front().id; });
        return after == m_chunks->begin() ? 0 : static_cast<std::size_t>(after - m_chunks->begin()) - 1;
    }

    std::shared_ptr<const Chunks> m_chunks;
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
