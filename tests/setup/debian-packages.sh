#!/bin/sh
# Installs what some suites use and skip without: the servers of OpenSSH, nginx, ProFTPD and Tinyproxy, and kcat, which reads Kafka.
# Says in one line what it did, and never fails. Why they are missing lies in packages.missing, for the suites that it leaves out.
set -u
cd "$(dirname "$0")/../.." || exit 0

cache=node_modules/.cache/canvass
because() {
  mkdir -p "$cache"
  echo "$1" >"$cache/packages.missing"
}
rm -f "$cache/packages.missing"

needed=
[ -x /usr/sbin/sshd ] || needed="$needed openssh-server"
[ -x /usr/sbin/nginx ] || needed="$needed nginx-light"
[ -e /usr/lib/proftpd/mod_tls.so ] || needed="$needed proftpd-core proftpd-mod-crypto"
[ -x /usr/bin/tinyproxy ] || needed="$needed tinyproxy-bin"
[ -x /usr/bin/kcat ] || needed="$needed kcat"

if [ -z "$needed" ]; then
  echo 'debian-packages: nothing to install'
elif ! command -v apt-get >/dev/null 2>&1; then
  because 'there was no apt-get to install it with'
  echo "debian-packages: no apt-get here; suites that need$needed are skipped"
elif [ "$(id -u)" -ne 0 ]; then
  because 'only root may install it'
  echo "debian-packages: not root; suites that need$needed are skipped"
else
  export DEBIAN_FRONTEND=noninteractive
  # A server of its own must not start: the tests start theirs. policy-rc.d is how Debian says so.
  policy=/usr/sbin/policy-rc.d
  ours=
  if [ ! -e "$policy" ]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  fi
  # shellcheck disable=SC2086 -- lists of words
  if (
    # A machine without network must not wait for long.
    quick="-o Acquire::http::Timeout=15 -o Acquire::Retries=1"
    apt-get update -qq $quick && apt-get install -y -qq $quick --no-install-recommends $needed
  ) >/dev/null 2>&1; then
    echo "debian-packages: installed$needed"
  else
    because 'apt-get could not install it'
    echo "debian-packages: could not install$needed; suites that need it are skipped"
  fi
  [ -z "$ours" ] || rm -f "$policy"
fi
exit 0
