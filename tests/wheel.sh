#!/bin/sh
# Builds the wheel, installs it into a fresh environment outside of the checkout, and plays a scenario from there.
# Usage: BIN=/path/to/venv/bin sh tests/wheel.sh     (`make wheel`)
set -eu
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "building the wheel ..."
"$BIN/python" -m build --wheel --outdir "$work" "$top" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$BIN/python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check install --quiet --constraint "$top/constraints.txt" "$work"/*.whl
cd "$work"
export TACTEGIC_HOME="$work/home"
venv/bin/tactegic version
venv/bin/tactegic check reference
venv/bin/python -c "from sim.research.character.measured_characters import read_measured_characters; assert read_measured_characters()"
if venv/bin/tactegic bench 2>bench.txt; then exit 1; fi # it is in a checkout only
grep -q "bench: error: the benches are not part of an installed tactegic; run" bench.txt
venv/bin/tactegic simulate reference --policy steady --seeds 1:2 --json >first.json
"$BIN/tactegic" simulate reference --policy steady --seeds 1:2 --json >second.json
cmp first.json second.json
echo "the wheel plays as the checkout does"
