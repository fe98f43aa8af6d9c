#!/bin/sh
# Makes a virtual environment with the first Python of this machine that is new enough.
# Usage: sh tools/venv.sh FOLDER
set -eu
folder=$1
for python in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$python has no venv. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
    echo "making $folder with $("$python" --version) ..."
    "$python" -m venv "$folder"
    exit 0
done
echo "Tactegic needs Python 3.11 or newer, with venv; none was found. Set PYTHON=/path/to/python if it lies elsewhere." >&2
exit 1
