#!/bin/sh
# Checks offline that a record is under a signed head: check_proof.sh PROOF VKEY LEAFHASHHEX
# PROOF and VKEY are files: c2sp.org/tlog-proof@v1, log.vkey. LEAFHASHHEX is SHA-256(00 || leaf).
# Needs openssl (Ed25519) and coreutils. Ends 0 when good, 1 when bad.
set -eu
export LC_ALL=C
bad() { echo "bad: $1"; exit 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; } && unhex() { tr a-f A-F | basenc --base16 -d; }
node() { printf '01%s%s' "$1" "$2" | unhex | sha256sum | cut -c1-64; }
number() { sed -n "s/^$1\(0\)\$/\1/p; s/^$1\([1-9][0-9]\{0,17\}\)\$/\1/p"; }
[ $# -eq 3 ] || { echo "usage: check_proof.sh PROOF VKEY LEAFHASHHEX" >&2; exit 2; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
vkey=$(cat "$2") && name=${vkey%%+*} && vkey=${vkey#*+} && id=${vkey%%+*}
key=$(printf %s "${vkey#*+}" | base64 -d | hex)
[ "${key#01}" != "$key" ] && [ ${#key} -eq 66 ] || bad "the key is not Ed25519"
printf '302a300506032b6570032100%s' "${key#01}" | unhex > "$dir/key"
part() { sed "$1" "$2" > "$dir/$3"; }
part '/^$/,$d' "$1" proof && part '1,/^$/d' "$1" note && part '4,$d' "$dir/note" body
[ "$(head -n 1 "$1")" = "c2sp.org/tlog-proof@v1" ] || bad "not a proof"
signature= && origin=$(head -n 1 "$dir/body") && blank=$(sed -n '4p' "$dir/note")
[ "$origin$blank" = "$name" ] || bad "not this log"
for line in $(sed '1,4d' "$dir/note" | grep -F -- "— $name " | cut -d ' ' -f 3); do
    line=$(printf %s "$line" | base64 -d | hex)
    [ "${line#"$id"}" = "$line" ] || signature=${line#"$id"}
done
printf %s "$signature" | unhex > "$dir/signature"
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$dir/key" -sigfile "$dir/signature" \
    -in "$dir/body" > "$dir/said" 2>&1 || bad "the head is not signed by the key"
fn=$(number 'index ' < "$dir/proof") && size=$(sed -n 2p "$dir/body" | number '') && hash=$3
[ -n "$fn" ] && [ -n "$size" ] && [ "$fn" -lt "$size" ] && sn=$((size - 1)) || bad "no such index"
for path in $(sed '1,/^index /d' "$dir/proof"); do # RFC 9162, section 2.1.3.2
    path=$(printf %s "$path" | base64 -d | hex) && [ "$sn" -gt 0 ] || bad "the path is too long"
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
        hash=$(node "$path" "$hash")
        while [ $((fn % 2)) -eq 0 ] && [ "$fn" -gt 0 ]; do fn=$((fn / 2)) sn=$((sn / 2)); done
    else hash=$(node "$hash" "$path"); fi
    fn=$((fn / 2)) sn=$((sn / 2))
done
[ "$sn" -eq 0 ] && [ "$hash" = "$(sed -n 3p "$dir/body" | base64 -d | hex)" ] || bad "another root"
echo "good: record $(($(number 'index ' < "$dir/proof") + 1)) is under the head of $size records"
