#!/bin/sh
# After a deb or an rpm was removed: what after-install.sh made, and nothing else.
app='/opt/${sanitizedProductName}'

# An upgrade has unpacked the next one already.
[ -e "$app/${executable}" ] && exit 0
for link in '/usr/bin/${executable}' /usr/bin/signet; do
  case "$(readlink "$link")" in "$app"/*) rm -f "$link" ;; esac
done
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_parser >/dev/null; then apparmor_parser -R '/etc/apparmor.d/${executable}' || true; fi
  rm -f '/etc/apparmor.d/${executable}'
fi
exit 0
