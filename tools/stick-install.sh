#!/bin/sh
# Installs Shanhai and what it needs from this folder; no network is asked for anything.
# 在没有互联网的电脑上安装：以管理员身份运行 sudo sh install.sh
set -eu
cd "$(dirname "$0")"
if [ "$(id -u)" -ne 0 ]; then
    echo "请以管理员身份运行 (run as root):  sudo sh $(pwd)/install.sh" >&2
    exit 4
fi
sha256sum --quiet -c SHA256SUMS || {
    echo "安装包不完整，请重新拷贝 (the packages are damaged, copy them again)" >&2
    exit 3
}
# What is there in the same or a newer version stays as it is.
dpkg --skip-same-version --refuse-downgrade -i packages/*.deb
echo "装好了 (done): shanhai serve"
