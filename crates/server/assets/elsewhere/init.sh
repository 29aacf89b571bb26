#!/usr/bin/env bash
# Puts an exercise into a workspace (Onyxia's init.personalInit, or any machine with bash, curl and tar):
#
#   curl -fsS {{origin}}/elsewhere/init.sh | bash -s -- PACK/EXERCISE
#
# The folder gets the statement, the data, the code to begin with and what hands an answer in. Nothing that is there
# already is overwritten.
set -euo pipefail

exercise=${1:-}
if [[ ! $exercise =~ ^[a-z0-9-]+/[a-z0-9-]+$ ]]; then
    echo "spyrales: « $exercise » n'est pas un exercice (PAQUET/EXERCICE)" >&2
    exit 2
fi
folder=${SPYRALES_FOLDER:-${WORKSPACE_DIR:-$HOME/work}/spyrales}/${exercise#*/}
mkdir -p "$folder"
archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
curl -fsS "{{origin}}/exercises/$exercise/workspace.tar" -o "$archive"
tar -x --skip-old-files -C "$folder" -f "$archive"
echo "spyrales: l'exercice est dans $folder"
