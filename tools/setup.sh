# Set-up shared by ./run and ./test: `. tools/setup.sh` from the top folder, then
# `setup run` or `setup test`. With every package there it needs neither root nor network.
#
# What is missing is installed by root or through passwordless sudo; anybody else is told the one
# line to run, and the script ends with 4.
export LC_ALL=C.UTF-8 TZ=Asia/Shanghai

run_packages="gcc libc6-dev make pkg-config tzdata ca-certificates
    libsqlite3-dev libsodium-dev libzip-dev libexpat1-dev libmicrohttpd-dev libjansson-dev
    libseccomp-dev libxlsxwriter-dev libpango1.0-dev libcairo2-dev fonts-noto-cjk"
test_packages="libcmocka-dev clang libclang-rt-14-dev clang-format chromium poppler-utils
    sqlite3 jq curl procps zip unzip"

has_package() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Debian's own Node.js 18 does, and so does a newer one from wherever it came.
has_node() {
    command -v npm >/dev/null 2>&1 || return 1
    node -e 'process.exit(parseInt(process.versions.node, 10) >= 18 ? 0 : 1)' 2>/dev/null
}

missing_packages() { # missing_packages run|test
    local wanted=$run_packages name
    [ "$1" = run ] || wanted="$wanted $test_packages"
    for name in $wanted; do has_package "$name" || echo "$name"; done
    has_node || printf '%s\n' nodejs npm
}

install_packages() {
    local apt="apt-get -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0"
    local by=""
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            printf '%s\n' "缺少软件包，请以管理员身份运行一次 (packages are missing, run once as root):" \
                "  apt-get update && apt-get install -y --no-install-recommends $*" >&2
            exit 4
        fi
        by="sudo -n"
    fi
    echo "安装 (installing): $*"
    # shellcheck disable=SC2086 # the words of $by and $apt are meant to be words
    if ! { $by env DEBIAN_FRONTEND=noninteractive $apt -q=2 update &&
        $by env DEBIAN_FRONTEND=noninteractive TZ="$TZ" \
            $apt -q install --no-install-recommends "$@"; } >/tmp/shanhai-setup.$$ 2>&1 </dev/null
    then
        tail -n 20 /tmp/shanhai-setup.$$ >&2
        rm -f /tmp/shanhai-setup.$$
        echo "软件包安装失败 (installing the packages failed)" >&2
        exit 4
    fi
    rm -f /tmp/shanhai-setup.$$
}

setup() { # setup run|test
    local missing
    missing=$(missing_packages "$1")
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
    # An older node earlier on PATH would hide the one just installed.
    if ! has_node; then PATH=/usr/bin:$PATH; hash -r; fi
    if ! has_node; then
        echo "需要 Node.js 18 以上和 npm (Node.js 18 or newer and npm are needed)" >&2
        exit 4
    fi
}
