#!/bin/sh
# Makes the password's hash, forgets the password, becomes Caddy.
set -eu

if [ -n "${WALL_PASSWORD_FILE:-}" ]; then
  WALL_PASSWORD=$(head -n 1 "$WALL_PASSWORD_FILE")
fi
if [ "${#WALL_PASSWORD}" -lt 12 ]; then
  echo 'WALL_PASSWORD: cần ít nhất 12 ký tự / needs at least 12 characters' >&2
  exit 2
fi
WALL_PASSWORD_HASH=$(printf '%s\n' "$WALL_PASSWORD" | caddy hash-password)
unset WALL_PASSWORD
export WALL_PASSWORD_HASH
exec caddy run --adapter caddyfile --config "${WALL_CADDYFILE:-/etc/toancanh/Caddyfile}"
