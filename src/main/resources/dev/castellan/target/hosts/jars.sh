# Takes jars into the store, each named by its SHA-256. Standard input: a tar of SHA.jar files.
#
# Without the lock that the other scripts hold: where the network is cut, this waits for the rest until its bound ends it.
set -eu
find /opt/castellan/store -maxdepth 1 -name '.coming-*' -mmin +30 -exec rm -rf {} +
coming=$(mktemp -d /opt/castellan/store/.coming-XXXXXX)
trap 'rm -rf "$coming"' EXIT
if ! said=$(tar -x -C "$coming" -f - 2>&1); then
  case $said in
    *"No space left"*)
      printf 'No space left on the disk of /opt/castellan, which is mounted at %s\n' \
        "$(df -P /opt/castellan | awk 'NR == 2 {print $6}')"
      ;;
    *) printf 'the jars did not arrive whole: %s\n' "$(printf '%s' "$said" | tail -n 1)" ;;
  esac >&2
  exit 1
fi
cd "$coming"
if ! said=$(for jar in *.jar; do echo "${jar%.jar}  $jar"; done | sha256sum --check --quiet 2>/dev/null); then
  echo "a jar arrived damaged: ${said%%:*}" >&2
  exit 1
fi
chmod 644 ./*.jar
sync -f .
mv ./*.jar /opt/castellan/store/
