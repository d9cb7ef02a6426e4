#!/bin/sh
# Holds journals written from the format page against verifiers that are not ours:
#   outside_verifiers.sh proof MAKE_JOURNAL CHECK_PROOF     openssl and sha256sum
#   outside_verifiers.sh stranger MAKE_JOURNAL MAIN_GO      golang.org/x/mod/sumdb, as Debian has it
#   outside_verifiers.sh dropped MAKE_JOURNAL CHECK_PROOF IAQ_JOURNAL   of a journal whose front was
#       dropped: what iaq-journal proves is what a stranger had proved before
# Each must find the sound journal good and every damage bad.
set -eu
what=$1 make=$2 verifier=$3
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT

fail() { echo "FAILED: $*"; exit 1; }
good() { "$@" > "$dir/said" 2>&1 || fail "not good:" "$@" "$(cat "$dir/said")"; }
# Damage is told by exit code 1 and in words; anything else is a verifier that broke.
bad() {
    code=0
    "$@" > "$dir/said" 2>&1 || code=$?
    [ "$code" -eq 1 ] && grep -q '^bad: ' "$dir/said" || fail "not bad:" "$@" "$(cat "$dir/said")"
}
# Writes an X over byte $2 of file $1, which holds another letter there.
spoil() { printf X | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

check_proofs() {
    vkey=$1/journal/log.vkey
    for proof in "$1"/proof.*; do
        leaf=$(cat "$1/leaf.${proof##*.}")
        good "$verifier" "$proof" "$vkey" "$leaf"
        bad "$verifier" "$proof" "$vkey" "$(printf %s "$leaf" | tr 0-9a-f 1-9a-f0)"
    done
    sed 's/+A/+B/' "$vkey" > "$dir/other.vkey"
    bad "$verifier" "$proof" "$dir/other.vkey" "$leaf"
    hashes=$(sed '/^$/,$d' "$proof" | sed 1,2d | wc -l)
    for change in "s/^index .*/index ${proof##*.}/" 's/^\([0-9][0-9]*\)$/\11/' 's/^c2sp/x2sp/' \
        '$d' \
        $(seq -f '%gs/^..../AAAA/' 3 $((2 + hashes))) $(seq -f '%gd' 3 $((2 + hashes))); do
        sed "$change" "$proof" > "$dir/changed"
        bad "$verifier" "$dir/changed" "$vkey" "$leaf"
    done
}

check_stranger() {
    journal=$1/journal
    good "$dir/stranger" "$journal" "$journal/log.vkey"
    good "$dir/stranger" "$journal" "$journal/log.vkey" "$1/older"
    grep -q "good: $2 records proved" "$dir/said" || fail "$2 records were to be proved"
    bad "$dir/stranger" "$journal" "$journal/log.vkey" "$1/fork"
    find "$journal/tile" "$journal/checkpoint" -type f | while read -r file; do
        cp "$file" "$dir/kept"
        spoil "$file" 12
        bad "$dir/stranger" "$journal" "$journal/log.vkey" "$1/older"
        cp "$dir/kept" "$file"
    done
}

check_dropped() {
    journal=$1/journal
    good "$3" verify "$journal" --vkey "@$journal/log.vkey"
    grep -q "^note: records 1 to $(($2 - 1)) were dropped by retention; their leaves stand" \
        "$dir/said" || fail "the dropped records are not told: $(cat "$dir/said")"
    for proof in "$1"/proof.*; do
        record=${proof##*.}
        "$3" prove "$journal" "$record" | cmp - "$proof" || fail "another proof of $record"
        "$3" prove "$journal" "$record" --leaf | cmp - "$1/leaf.$record" ||
            fail "another leaf of $record"
        good "$verifier" "$proof" "$journal/log.vkey" "$("$3" prove "$journal" "$record" --leaf)"
    done
    spoil "$journal/tile/entries/000" 60
    ! "$3" prove "$journal" 1 --leaf || fail "the leaf of another record is given away"
    ! "$3" verify "$journal" --vkey "@$journal/log.vkey" > "$dir/said" || fail "called good"
}

case $what in
    proof)
        for count in 1 2 7 300; do
            "$make" "$dir/$count" $count
            check_proofs "$dir/$count"
        done ;;
    stranger)
        GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$dir/cache" GOFLAGS=-p=1 \
            go build -o "$dir/stranger" "$verifier"
        for count in 1 255 256 257 700; do
            "$make" "$dir/$count" $count
            check_stranger "$dir/$count" $count
        done ;;
    dropped)
        "$make" "$dir/journal" 1000 601
        check_dropped "$dir/journal" 601 "$4" ;;
    *) fail "no such verifier: $what" ;;
esac
echo "good: $what"
