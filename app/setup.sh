# shellcheck shell=bash disable=SC2034
# What app/run, tests/run and .ci/run share: installing what is missing and building. To be sourced from bash, in the
# project's root.

build_packages=(ccache cmake g++ libcli11-dev libeigen3-dev libexpected-dev libpng-dev libqt6opengl6-dev ninja-build
                nlohmann-json3-dev qt6-base-dev qt6-charts-dev qt6-svg-dev zlib1g-dev)
run_packages=(fonts-inter fonts-jetbrains-mono)
test_packages=(libgtest-dev xauth xvfb)
if [[ -n ${WAYLAND_DISPLAY:-} ]]; then run_packages+=(qt6-wayland); fi

say() { printf '== %s\n' "$*" >&2; }

is_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        say "Installing needs root: run this as root, or install sudo"
        return 1
    fi
}

# install_missing PACKAGE...: asks apt only for what is not there, so that a second run needs no network.
install_missing() {
    local package missing=()
    if ! command -v dpkg-query > /dev/null; then
        say "This is no Debian: please install yourself what is missing of: $*"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    say "Installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q < /dev/null
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" < /dev/null
}

# build PRESET [CMAKE OPTION]...: into build/PRESET.
build() {
    local preset=$1
    shift
    say "Building build/$preset"
    mkdir -p build
    if ! cmake --preset "$preset" "$@" > "build/$preset.log" 2>&1; then
        cat "build/$preset.log" >&2
        return 1
    fi
    cmake --build "build/$preset"
}

# in_real_window PROGRAM [ARGUMENT]...: on a screen of its own, so that no one's desktop is disturbed.
in_real_window() {
    xvfb-run --auto-servernum --server-args="-screen 0 1920x1200x24" env QT_QPA_PLATFORM=xcb "$@" < /dev/null
}
