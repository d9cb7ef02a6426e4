#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

// Runs a fuzz target over kept inputs without libFuzzer, so that every compiler and every test run
// meets them. Of short inputs every beginning is tried as well: a stream can stop anywhere.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

constexpr std::size_t cut_everywhere_max = 2048;

void run(const std::string& input) {
    // A copy without slack, so that a read past the end is seen.
    const std::vector<std::uint8_t> exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::size_t run_folder(const std::filesystem::path& folder) {
    std::size_t files = 0;
    if (!std::filesystem::is_directory(folder)) {
        return files;
    }
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string input{std::istreambuf_iterator<char>{file}, {}};
        std::cout << entry.path().filename().string() << std::endl;  // named before it may crash
        run(input);
        for (std::size_t size = 0; input.size() <= cut_everywhere_max && size < input.size();
             ++size) {
            run(input.substr(0, size));
        }
        ++files;
    }
    return files;
}

}  // namespace

/// replay CORPUS CRASHES: ends 1 when the corpus is empty, for then nothing was tried.
int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: replay CORPUS CRASHES\n";
        return 2;
    }
    const auto kept = run_folder(words[1]);
    const auto crashes = run_folder(words[2]);
    std::cout << kept << " inputs, " << crashes << " old crashes\n";
    return kept > 0 ? 0 : 1;
}
