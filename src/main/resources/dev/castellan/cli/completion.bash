# Completes castellan: verbs and options at once, names of topics, groups and brokers from the running cluster.
# bash:  source <(castellan completion bash)
# zsh:   the same line in ~/.zshrc, after compinit

if [ -n "${ZSH_VERSION:-}" ]; then
  autoload -U +X bashcompinit && bashcompinit
fi

_castellan() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

complete -o default -F _castellan castellan
