#!/usr/bin/env bash
# Make .venv with all the program needs; what is ready is left alone, so that a second run takes no time.
#
#   scripts/set_up.sh        the program and its libraries
#   scripts/set_up.sh dev    the same, and the tools that test it
#
# PYTHON=python3.12 in the environment chooses the interpreter. On Debian and Ubuntu, missing system
# packages are installed when that needs no password; otherwise the command that would do it is printed.
set -euo pipefail
cd -P "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"

MODE="${1:-program}"
STAMP=".venv/ready-$MODE"

# Shared library = Debian package. The first are needed to draw at all, the second to draw on a screen.
DRAWING="libEGL.so.1=libegl1 libGL.so.1=libgl1 libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1
    libxkbcommon.so.0=libxkbcommon0 libglib-2.0.so.0=libglib2.0-0"
SCREEN="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0 libxkbcommon-x11.so.0=libxkbcommon-x11-0"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The user who may install packages without being asked: nothing for root, sudo where it needs no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    has apt-get || return 1
    [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

# Install Debian packages, or say how; fails when they could not be installed.
install_packages() {
    if ! may_install; then
        say "Missing from this system: $*"
        say "On Debian or Ubuntu this command installs it: sudo apt-get install $*"
        return 1
    fi
    say "Installing system packages: $*"
    as_root apt-get update -qq || say "The package lists could not be refreshed; trying with the present ones."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

missing_libraries() {
    local present wanted="$DRAWING" pair
    has ldconfig || return 0
    [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || wanted="$wanted $SCREEN"
    present="$(ldconfig -p)"
    for pair in $wanted; do
        case "$present" in
            *"${pair%%=*} "*) ;;
            *) printf '%s ' "${pair#*=}" ;;
        esac
    done
}

install_missing_libraries() {
    local packages
    packages="$(missing_libraries)"
    # A list of words on purpose. Whether drawing works all the same is tried at the end.
    # shellcheck disable=SC2086
    [ -z "$packages" ] || install_packages $packages || say "Going on without them."
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if has "$candidate" && is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# An environment knows its own place: in a folder that was moved its commands no longer start.
is_environment() {
    grep -qsF "$PWD/.venv" .venv/bin/activate && is_new_enough .venv/bin/python &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

make_environment() {
    local python
    if is_environment; then
        return 0
    fi
    [ -n "${PYTHON:-}" ] || has python3 || install_packages python3 python3-venv || true
    python="$(find_python)" || stop "vertmeasure needs Python 3.11 or newer, and none was found." \
        "Install it, or name it: make PYTHON=/path/to/python3.12 ..."
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages python3-venv || stop "Without python3-venv no environment can be made."
    fi
    "$python" -m venv --clear .venv
}

pip_install() {
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check "$@"
}

install_program() {
    say "Installing the libraries into .venv (a minute or two the first time) ..."
    if [ "$MODE" = dev ]; then
        pip_install 'pip>=25.1' # the first that knows dependency groups
        pip_install --constraint constraints.txt --editable . --group dev
    else
        pip_install --constraint constraints.txt --editable .
    fi
}

try_drawing() {
    local reason
    if ! reason="$(.venv/bin/python -c 'from PySide6 import QtWidgets' 2>&1)"; then
        stop "Qt cannot start on this system: ${reason##*$'\n'}"
    fi
}

# Ready means: made in this place and not older than what it was made from.
is_ready() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$PWD" ] && is_new_enough .venv/bin/python &&
        [ ! pyproject.toml -nt "$1" ] && [ ! constraints.txt -nt "$1" ] && [ ! scripts/set_up.sh -nt "$1" ]
}

case "$MODE" in program | dev) ;; *) stop "Usage: scripts/set_up.sh [dev]" ;; esac
install_missing_libraries
if ! is_ready "$STAMP" && ! is_ready .venv/ready-dev; then
    make_environment
    install_program
    try_drawing
    pwd >"$STAMP"
fi
