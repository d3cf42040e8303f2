#!/usr/bin/env bash
# Draws the pictures of README.md in this folder, and its table, with the program itself.
#     resources/lecture/draw.sh build/release/deltascope
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"

# The step that shows best what each walkthrough is about.
declare -A step=([L1]=17 [L2]=4 [L3]=3 [L4]=9 [L5]=11 [L6]=4 [L7]=24 [L8]=3 [L9]=2 [L10]=5 [L11]=11 [L12]=5 [L13]=11
    [L14]=8 [L15]=8 [L16]=4 [L17]=14 [L18]=8 [L19]=9 [L20]=10 [L21]=12 [L22]=12 [L23]=53 [L24]=12 [L25]=5 [L26]=4
    [L27]=6 [L28]=9 [L29]=8 [L30]=10 [L31]=6 [L32]=15 [L33]=278)

{
    echo "# The lecture's 33 walkthroughs"
    echo
    echo "One step of each, drawn by \`deltascope render\` (\`resources/lecture/draw.sh\` draws them all again). In the program"
    echo "every number can be asked where it comes from; \`deltascope show ID\` prints the steps as text."
    echo
    echo "| | walkthrough | steps | one of them |"
    echo "|---|---|---|---|"
    "$program" walkthroughs | tail -n +2 | while read -r id steps title; do
        [[ $id == L* ]] || continue
        number=${id%%-*}
        "$program" render "$number" --step "${step[$number]}" --size 960x600 --out "$number.png" > /dev/null
        echo "| $number | $title | $steps | ![$number, step ${step[$number]}]($number.png) |"
    done
} > README.md
