"""What tools/tidy.py needs to know of C++ and CMake texts. Estimates by braces, no parser."""

import re
from pathlib import PurePosixPath

_TOKEN = re.compile(
    r'//(?:[^\n\\]|\\.|\\\n)*'                       # line comment
    r'|/\*.*?\*/'                                    # block comment
    r'|R"([^()\\\s]{0,16})\(.*?\)\1"'                # raw string
    r'|"(?:[^"\\\n]|\\.)*"'                          # string
    r"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'",         # character; not a digit separator
    re.S)


def _blank(match):
    text = match[0]
    if text[0] in "\"'R":
        return text[0] + re.sub(r"[^\n]", " ", text[1:-1]) + text[-1]
    return re.sub(r"[^\n]", " ", text)


def strip(text):
    """Returns the text with comments and the insides of literals blanked; offsets stay.
    Included file names go as well."""
    return _TOKEN.sub(_blank, text)


def _without_directives(bare):
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda m: re.sub(r"[^\n]", " ", m[0]), bare,
                  flags=re.M)


_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b[^()=]*$")
_INITIALISER = re.compile(r"\)[^;{}]*?(?<!:):(?!:).*[\w>]\s*$", re.S)
_BEFORE_SIGNATURE = re.compile(r"\n[ \t]*\n(?=[^\n]*\S)|\b(?:public|private|protected)\s*:(?!:)")


def _kind(head):
    """Says what the brace after `head` opens, `head` being the text since the last boundary."""
    if _SCOPE.search(head):
        return "scope"
    if _INITIALISER.search(head):
        return "initialiser"
    if ")" in head and not re.search(r"(=|\breturn|,|\()\s*$", head):
        return "function"
    return "other"


def functions(bare):
    """Yields (first line, last line) of each function outside any other function."""
    text = _without_directives(bare)
    stack, start = [], 0
    for match in re.finditer(r"[{};]", text):
        at = match.start()
        inside = any(kind != "scope" for kind, _ in stack)
        if match[0] == "{":
            kind = "other" if inside else _kind(text[start:at])
            stack.append((kind, start))
            if not inside and kind != "initialiser":
                start = at + 1
        elif match[0] == "}" and stack:
            kind, began = stack.pop()
            if kind == "function":
                yield _first_line(text, began, at), text.count("\n", 0, at) + 1
            if kind != "initialiser" and all(k == "scope" for k, _ in stack):
                start = at + 1
        elif match[0] == ";" and not inside:
            start = at + 1


def _first_line(text, began, end):
    """The line where the signature begins: the last paragraph before the first brace."""
    head = text[began:text.index("{", began, end)]
    start = max((gap.end() for gap in _BEFORE_SIGNATURE.finditer(head)), default=0)
    start += len(head[start:]) - len(head[start:].lstrip())
    return text.count("\n", 0, began + start) + 1


_LABEL = re.compile(r"\bcase\s+((?:[^:]|::)+?)\s*:(?!:)")
_FOREIGN = re.compile(r"^(?:::)?(pugi|toml|boost|std|google|asio|http)::")
_OWN_NAME = re.compile(r"(?:^|::)[a-z][a-z0-9_]*$")  # ours are snake_case; generated ones are not


def defaults_over_own_enums(bare):
    """Yields the offset of each `default:` whose switch also names an enumerator of ours."""
    for match in re.finditer(r"\bdefault\s*:(?!:)", bare):
        labels = _LABEL.findall(_own_level(bare, match.start()))
        if any(_OWN_NAME.search(label) and not _FOREIGN.match(label) for label in labels):
            yield match.start()


def _own_level(bare, at):
    """Returns the text of the block around `at`, without the blocks nested in it."""
    left, depth = at, 0
    while left > 0 and depth < 1:
        left -= 1
        depth += (bare[left] == "{") - (bare[left] == "}")
    kept, depth = [], 0
    for char in bare[left + 1:]:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
        kept.append(char if depth == 0 else " ")
    return "".join(kept)


def cmake_calls(text):
    """Yields (name, words) of each call, comments left out. Nested brackets are not followed."""
    plain = re.sub(r"#[^\n]*", "", text)
    for match in re.finditer(r"\b(\w+)\s*\(([^()]*)\)", plain):
        words = match[2].split()
        if words:
            yield match[1], words


def cmake_values(words, keyword):
    """Returns the words after `keyword` up to the next keyword in capitals."""
    values = []
    for word in words[words.index(keyword) + 1:] if keyword in words else []:
        if re.fullmatch(r"[A-Z][A-Z_]+", word):
            break
        values.append(word)
    return values


def listed_sources(texts):
    """Returns a predicate: is this .cpp named by a CMakeLists.txt, or by a .cmake file beside it?
    A name counts from the file's folder, and below the folder that the call's first word names."""
    exact = set()
    for path, text in texts.items():
        if not path.endswith(("CMakeLists.txt", ".cmake")):
            continue
        folder = PurePosixPath(path).parent
        for _, words in cmake_calls(text):
            for word in words:
                word = re.sub(r"^\$\{(PROJECT_SOURCE_DIR|CMAKE_CURRENT_SOURCE_DIR)\}/", "", word)
                bases = [folder, folder / words[0], folder / "unit" / words[0], PurePosixPath("")]
                if path.endswith(".cmake"):  # a function of ours, called from tests/
                    bases.append(PurePosixPath("tests"))
                exact.update(str(base / word) for base in bases)
    return lambda path: path in exact
