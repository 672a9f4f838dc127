# Takes away what a Prometheus agent had that is not started any more: nobody needs its key. The start comes after it.
# $2 the directory of the node or worker
grep -qsF "$2/jmx-agent.yml" "$2/jvm.options" || rm -f "$2/jmx-agent.yml"
grep -qsF "$2/jmx-agent.p12" "$2/jmx-agent.yml" || rm -f "$2/jmx-agent.p12"
