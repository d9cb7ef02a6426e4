// Stranger verifies the evidence of a journal with the public verifier of the Go checksum database
// and no code of ours: stranger JOURNAL VKEY [OLDER-CHECKPOINT]
//
// JOURNAL is the folder, VKEY a file with its verifier key, OLDER-CHECKPOINT a head seen earlier.
// Proves every record under the head, and the head to have grown from the older one.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// folder reads tiles from a journal, each once.
type folder struct {
	path  string
	tiles map[string][]byte
}

func (f *folder) Height() int { return tileHeight }

func (f *folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f *folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := f.read(pathOf(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f *folder) read(path string) ([]byte, error) {
	if data, known := f.tiles[path]; known {
		return data, nil
	}
	data, err := os.ReadFile(filepath.Join(f.path, path))
	if err == nil {
		f.tiles[path] = data
	}
	return data, err
}

// pathOf returns where C2SP tlog-tiles puts a tile; sumdb names the height as well. A level of -1
// holds the entries.
func pathOf(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	if tile.L == -1 {
		path = "entries/" + strings.TrimPrefix(path, "data/")
	}
	return "tile/" + path
}

// openHead returns the tree that a checkpoint signs, or why it signs none.
func openHead(path string, key note.Verifier) (tlog.Tree, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", path, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != key.Name() {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint of %s", path, key.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", path, err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("%s: no root", path)
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// leavesOf returns the leaves of an entry bundle: each two bytes of length, then the leaf.
func leavesOf(bundle []byte) ([][]byte, error) {
	var leaves [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("an entry runs past the end of its bundle")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		leaves = append(leaves, bundle[2:end])
		bundle = bundle[end:]
	}
	return leaves, nil
}

// checkBundle proves each leaf of the bundle that begins with record `first` + 1.
func checkBundle(f *folder, head tlog.Tree, hashes tlog.HashReader, first int64) error {
	const width = 1 << tileHeight
	tile := tlog.Tile{H: tileHeight, L: -1, N: first / width, W: width}
	if head.N-first < width {
		tile.W = int(head.N - first)
	}
	bundle, err := f.read(pathOf(tile))
	if err != nil {
		return err
	}
	leaves, err := leavesOf(bundle)
	if err != nil || len(leaves) != tile.W {
		return fmt.Errorf("%s: %d leaves for %d: %v", pathOf(tile), len(leaves), tile.W, err)
	}
	for i, leaf := range leaves {
		index := first + int64(i)
		stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		if stored[0] != tlog.RecordHash(leaf) {
			return fmt.Errorf("record %d: not the leaf of its tile", index+1)
		}
		proof, err := tlog.ProveRecord(head.N, index, hashes)
		if err != nil {
			return err
		}
		err = tlog.CheckRecord(proof, head.N, head.Hash, index, tlog.RecordHash(leaf))
		if err != nil {
			return fmt.Errorf("record %d: %w", index+1, err)
		}
	}
	return nil
}

func checkGrowth(older, head tlog.Tree, hashes tlog.HashReader) error {
	proof, err := tlog.ProveTree(head.N, older.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, head.N, head.Hash, older.N, older.Hash)
}

func run(words []string) error {
	if len(words) != 2 && len(words) != 3 {
		return fmt.Errorf("usage: stranger JOURNAL VKEY [OLDER-CHECKPOINT]")
	}
	line, err := os.ReadFile(words[1])
	if err != nil {
		return err
	}
	key, err := note.NewVerifier(strings.TrimSuffix(string(line), "\n"))
	if err != nil {
		return err
	}
	head, err := openHead(filepath.Join(words[0], "checkpoint"), key)
	if err != nil {
		return err
	}
	f := &folder{path: words[0], tiles: map[string][]byte{}}
	hashes := tlog.TileHashReader(head, f)
	for first := int64(0); first < head.N; first += 1 << tileHeight {
		if err := checkBundle(f, head, hashes, first); err != nil {
			return err
		}
	}
	fmt.Printf("good: %d records proved under the head\n", head.N)
	if len(words) == 3 {
		older, err := openHead(words[2], key)
		if err != nil {
			return err
		}
		if err := checkGrowth(older, head, hashes); err != nil {
			return fmt.Errorf("from %d to %d records: %w", older.N, head.N, err)
		}
		fmt.Printf("good: the head has grown from one of %d records\n", older.N)
	}
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bad:", err)
		os.Exit(1)
	}
}
