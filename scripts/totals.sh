#!/usr/bin/env bash
# Adds up test reports, names the classes that took longest, what failed and what did not run, and ends with one line.
# Exit 1 unless tests ran and none failed.
# Usage: scripts/totals.sh REPORT_DIRECTORY...   with EXTRA_RUN and EXTRA_FAILED for what has no report of its own
set -euo pipefail

reports=()
for directory in "$@"; do
  for file in "$directory"/TEST-*.xml; do
    [[ ! -f $file ]] || reports+=("$file")
  done
done

# The time of CI is bounded, and these are where it goes.
sed -nE 's/.*<testsuite( .*)? name="dev\.castellan\.([^"]*)" time="([0-9]*).*/\3 \2/p' "${reports[@]:-/dev/null}" |
  sort -rn | awk 'NR <= 12 { line = line (NR > 1 ? ", " : "") $2 " " $1 " s" } END { if (NR) print "longest: " line }'

awk -v run="${EXTRA_RUN:-0}" -v failed="${EXTRA_FAILED:-0}" '
  function value(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
  { for (;;) { if ($0 !~ /<(testsuite|testcase)( [^>]*)?$/) break; held = $0; if ((getline) <= 0) break; $0 = held " " $0 } }
  /<testsuite / { run += value("tests"); failed += value("failures"); errors += value("errors"); skipped += value("skipped") }
  /<testcase / { name = value("classname") "." value("name"); sub(/^dev\.castellan\./, "", name) }
  # A reason that was given up with stands in a trace, not in an attribute.
  function reason(text) { return sub(/.*<!\[CDATA\[[^:]*: (Assumption failed: )?/, "", text) ? text : "" }
  /<skipped/ { why = value("message"); print "did not run: " name " " (why == "" ? reason($0) : why) }
  /<(failure|error)[ >]/ { print "failed: " name }
  END {
    printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failed, errors, skipped
    exit !(run > 0 && failed + errors == 0)
  }' "${reports[@]:-/dev/null}"
