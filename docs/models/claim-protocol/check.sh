#!/usr/bin/env bash
# Checks every case of the model, and that every planted fault is found. Needs spin and a C compiler.
# Usage: ./check.sh [seconds for each, 600 by default]
set -uo pipefail
cd "$(dirname "$0")" || exit 1
model=$PWD/claim-protocol.pml
limit=${1:-600}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# check <case> <fault> <errors expected> <depth>
check() {
  rm -f pan*
  spin -DCASE="$1" -DFAULT="$2" -a "$model" >spin.log 2>&1 &&
    cc -O2 -DSAFETY -DCOLLAPSE -DVECTORSZ=2048 -o pan pan.c 2>cc.log &&
    timeout "$limit" ./pan -m"$4" >pan.log 2>&1
  if grep -q "errors: $3\$" pan.log && ! { [ "$3" = 0 ] && grep -q 'max search depth too small' pan.log; }; then
    verdict=ok
  else
    verdict="NOT AS EXPECTED"
    failed=1
  fi
  printf 'case %-3s fault %-3s %12s states  %s\n' "$1" "$2" \
    "$(sed -n 's/^ *\([0-9e+.]*\) states, stored.*/\1/p' pan.log)" "$verdict"
}

for case in 1 2 3 4 5 6 7 8 9 10; do check "$case" 0 0 20000; done
while read -r case fault; do check "$case" "$fault" 1 2000; done <<'FAULTS'
1 1
1 2
1 3
1 4
4 61
4 62
4 81
4 82
7 91
5 92
5 93
7 94
7 96
8 97
9 98
FAULTS
exit "$failed"
