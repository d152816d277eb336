#!/bin/sh
# After a deb or an rpm was unpacked: the app and the signet command on everybody's PATH, and Chromium's walls in place.
set -e
app='/opt/${sanitizedProductName}'

ln -sfn "$app/${executable}" '/usr/bin/${executable}'
# A signet of another package is left alone.
if [ ! -e /usr/bin/signet ] || [ "$(readlink /usr/bin/signet)" = "$app/resources/bin/signet" ]; then
  ln -sfn "$app/resources/bin/signet" /usr/bin/signet
fi

# Where the kernel gives an ordinary user no namespaces, the helper needs to be root's to make them.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox" || true
else
  chmod 4755 "$app/chrome-sandbox" || true
fi

# Where AppArmor decides who may make namespaces, this app may.
profile="$app/resources/apparmor-profile"
if [ -f "$profile" ] && command -v apparmor_parser >/dev/null && apparmor_parser -QK "$profile" >/dev/null 2>&1; then
  install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
  apparmor_parser -r '/etc/apparmor.d/${executable}' || true
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
