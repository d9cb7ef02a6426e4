#pragma once

#include "evidence/tile_tree.hpp"
#include "unit/evidence/plain_tree.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A tree with its files in a map, and the hashes of its leaves beside it.
namespace iaq::test {

/// Leaves of many lengths, no two alike.
inline std::string leaf_text(std::uint64_t index) {
    return std::string(index % 7, '.') + std::to_string(index);
}

class folder {
public:
    void put(const std::vector<evidence::tile_file>& files) {
        for (const auto& file : files) {
            files_[file.path] = file.bytes;
        }
    }
    /// Lifetime: the folder outlives what is returned.
    [[nodiscard]] evidence::tile_source source() const {
        return [this](const std::string& path) {
            const auto file = files_.find(path);
            return file == files_.end() ? std::nullopt : std::optional{file->second};
        };
    }
    std::map<std::string, std::string>& files() { return files_; }

private:
    std::map<std::string, std::string> files_;
};

struct grown_tree {
    explicit grown_tree(std::uint64_t size) {
        while (tree.size() < size) {
            grow();
        }
    }
    void grow() {
        const auto leaf = leaf_text(tree.size());
        std::vector<evidence::tile_file> full;
        tree.append(leaf, full);
        leaves.push_back(plain_leaf(leaf));
        disk.put(full);
    }
    /// Writes the partial tiles of the present size as well.
    void save() { disk.put(tree.partial()); }

    evidence::tile_tree tree;
    std::vector<seal::digest> leaves;
    folder disk;
};

}  // namespace iaq::test
