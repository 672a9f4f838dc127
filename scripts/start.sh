# Settles how a build is started: with which Java, which flags, and an archive of loaded classes. To be sourced.
# shellcheck shell=bash

# settle_start BUILD JAVA_HOME: writes BUILD/run, four lines that ./castellan reads: the Java, its flags, the option
# that names the archive, the jars. Their order is fixed, because an archive is only good for the order it was made in.
settle_start() {
  local build=$1 java=$2/bin/java feature flags archive jars
  feature=$(java_feature "$2")
  flags='-XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -Xlog:disable'
  archive=SharedArchiveFile
  if ((${feature:-0} >= 24)); then
    flags+=' --sun-misc-unsafe-memory-access=allow'
  fi
  if ((${feature:-0} >= 25)); then
    archive=AOTCache
  fi
  jars=$(cd "$build/lib" && printf '%s\n' *.jar | LC_ALL=C sort | tr '\n' ':')
  jars=${jars%:}
  train "$build" "$java" "$flags" "$archive" "$build/lib/${jars//:/:$build/lib/}"
  printf '%s\n' "$java" "$flags" "$archive" "$jars" >"$build/run.new"
  mv -f "$build/run.new" "$build/run"
}

# Runs Castellan once so that Java remembers the classes it loads. The run asks a port where nothing listens, and
# touches what an answer would need. It may fail: then Castellan starts slower, and nothing else changes.
train() {
  local build=$1 java=$2 record=AOTCacheOutput bound=() flags
  [[ $4 == AOTCache ]] || record=ArchiveClassesAtExit
  IFS=' ' read -r -a flags <<<"$3 -XX:TieredStopAtLevel=1"
  if command -v timeout >/dev/null; then
    bound=(timeout -k 1 30)
  fi
  rm -f "$build/start.cache"
  CASTELLAN_HOME=$build/training ${bound[@]+"${bound[@]}"} "$java" "${flags[@]}" "-XX:$record=$build/start.new" -cp "$5" \
    dev.castellan.cli.Main __train </dev/null >"$build/training.log" 2>&1 || true
  [[ ! -s $build/start.new ]] || mv -f "$build/start.new" "$build/start.cache"
  rm -rf "$build/start.new" "$build/start.new.config" "$build/training"
}

# remove_unused BUILDS CURRENT: removes older builds, but none that a running Castellan was started from, and none so
# young that a launcher may be about to start it.
remove_unused() {
  local old running
  running=$(ps -A -ww -o args= 2>/dev/null) || return 0
  find "$1" -mindepth 1 -maxdepth 1 -type d -mmin +1 ! -name "$2" | while IFS= read -r old; do
    [[ $running == *"/${old##*/}/lib/"* ]] || rm -rf "$old"
  done
}
