# Takes in a plugin of Kafka Connect. $1 where plugins lie  $2 its checksum  $3 how many jars it has
# Standard input: a tar of libs/*.jar.
set -eu
find "$1" -maxdepth 1 -name '.coming-*' -mmin +30 -exec rm -rf {} +
coming=$(mktemp -d "$1/.coming-XXXXXX")
trap 'rm -rf "$coming"' EXIT
if ! said=$(tar -x --no-same-owner -C "$coming" -f - 2>&1); then
  case $said in
    *"No space left"*)
      printf 'No space left on the disk of %s, which is mounted at %s\n' "$1" "$(df -P "$1" | awk 'NR == 2 {print $6}')"
      ;;
    *) printf 'the plugin did not arrive whole: %s\n' "$(printf '%s' "$said" | tail -n 1)" ;;
  esac >&2
  exit 1
fi
[ "$(find "$coming/libs" -name '*.jar' | wc -l)" = "$3" ] || { echo "the plugin did not arrive whole" >&2; exit 1; }
chmod -R u=rwX,go=rX "$coming"
sync -f "$coming"
# Two runs may bring the same one: the second finds the first's.
[ -d "$1/$2" ] || mv -T "$coming" "$1/$2"
