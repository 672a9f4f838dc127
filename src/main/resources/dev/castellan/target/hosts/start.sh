# Starts a node, now and whenever its machine starts. $1 its unit
set -e
systemctl enable --quiet "$1" 2>/dev/null
systemctl reset-failed "$1" 2>/dev/null || true
systemctl start "$1"
