#!/bin/sh
# The Node relay, run by the Node that comes with the product; any other only where there is none.
self=$0
for tool in /usr/bin/readlink /bin/readlink; do
  [ -x "$tool" ] && self=$("$tool" -f "$0") && break
done
here=${self%/*}
folder=$here
while [ -n "$folder" ]; do
  node=$folder/node_modules/node-PLATFORM/bin/node
  [ -x "$node" ] && exec "$node" "$here/relay.mjs" "$@"
  folder=${folder%/*}
done
exec node "$here/relay.mjs" "$@"
