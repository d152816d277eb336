/**
 * The functions for POSIX shells. What bash and zsh have in common is written in the language that dash knows too.
 *
 * @module
 */

/** For any POSIX shell: no completion. */
export function posixText(self: readonly string[]): string {
  return functions(self, './your-profile', 'sh')
}

export function bashText(self: readonly string[]): string {
  return functions(self, '~/.bashrc', 'bash') + bashCompletion
}

export function zshText(self: readonly string[]): string {
  return functions(self, '~/.zshrc', 'zsh') + zshCompletion
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** zsh takes % in a prompt for its own. */
const zshAnswer = `\${__signet_answer//\\%/%%}`

function functions(self: readonly string[], file: string, shell: string): string {
  return `# Signet's functions. In ${file}: eval "$(signet shell-init ${shell})"
__signet_run() { ${self.map(quoted).join(' ')} "$@"; }

signet() {
  if [ "\${1-}" = use ]; then
    for __signet_word in "$@"; do
      if [ "$__signet_word" = --here ]; then
        shift
        __signet_here "$@"
        return
      fi
    done
  fi
  __signet_run "$@"
}

# What this terminal had of its own, once, for "signet use --here --off".
__signet_keep() {
  if [ -n "\${__signet_kept-}" ]; then return; fi
  __signet_kept=1
  __signet_own_profile="\${AWS_PROFILE-}"
  __signet_own_default_profile="\${AWS_DEFAULT_PROFILE-}"
  __signet_own_region="\${AWS_REGION-}"
  __signet_own_default_region="\${AWS_DEFAULT_REGION-}"
}

__signet_put() {
  if [ -n "$2" ]; then export "$1=$2"; else unset "$1"; fi
}

__signet_off() {
  if [ -z "\${__signet_kept-}" ]; then
    echo "signet: this terminal has no profile from \\"signet use --here\\"." >&2
    return 1
  fi
  __signet_put AWS_PROFILE "$__signet_own_profile"
  __signet_put AWS_DEFAULT_PROFILE "$__signet_own_default_profile"
  __signet_put AWS_REGION "$__signet_own_region"
  __signet_put AWS_DEFAULT_REGION "$__signet_own_default_region"
  unset __signet_kept
  echo "This terminal: \${AWS_PROFILE:-the default profile}." >&2
}

__signet_here() {
  for __signet_word in "$@"; do
    case $__signet_word in
      --off) __signet_off; return ;;
      --help | -h) __signet_run use --help; return ;;
    esac
  done
  __signet_answer=$(__signet_run use "$@" --for-shell) || return
  __signet_profile='' __signet_region=''
  while IFS= read -r __signet_word; do
    case $__signet_word in
      profile=*) __signet_profile=\${__signet_word#profile=} ;;
      region=*) __signet_region=\${__signet_word#region=} ;;
    esac
  done <<__SIGNET__
$__signet_answer
__SIGNET__
  if [ -z "$__signet_profile" ]; then return 1; fi
  __signet_keep
  export "AWS_PROFILE=$__signet_profile"
  # Python's tools take this one first.
  unset AWS_DEFAULT_PROFILE
  __signet_put AWS_REGION "\${__signet_region:-$__signet_own_region}"
  __signet_put AWS_DEFAULT_REGION "\${__signet_region:-$__signet_own_default_region}"
  if [ -n "\${AWS_ACCESS_KEY_ID-}" ]; then
    echo "Note: AWS_ACCESS_KEY_ID is set in this terminal, and most tools take it before any profile." >&2
    echo "Take it away: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN" >&2
  fi
}

# For your prompt, if you want it there: the profile of this terminal, and whether it is production.
# bash: PS1='$(signet_prompt)'"$PS1"    zsh: setopt PROMPT_SUBST; PROMPT='$(signet_prompt)'"$PROMPT"
signet_prompt() {
  __signet_answer=$(__signet_run prompt 2>/dev/null) || return 0
  if [ -n "$__signet_answer" ]; then printf '(%s) ' "${shell === 'zsh' ? zshAnswer : '$__signet_answer'}"; fi
}
`
}

/** bash takes words apart at : and = too; they are put together again for the question, and cut off the answers. */
const bashCompletion = `
__signet_complete() {
  local words=() count=0 at word glue='' cut=''
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if [[ -n $glue || $word == [:=]* ]] && ((count > 0)); then
      words[count - 1]+=$word
    else
      words[count]=$word
      count=$((count + 1))
    fi
    [[ $word == *[:=] ]] && glue=1 || glue=''
  done
  word=\${words[count - 1]//[\\\\\\'\\"]/}
  words[count - 1]=$word
  [[ $word == *[:=]* ]] && cut=\${word%"\${word##*[:=]}"}
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$(printf %q "\${word#"$cut"}")")
  done < <(__signet_run complete -- "\${words[@]}" 2>/dev/null)
}
complete -F __signet_complete signet
`

const zshCompletion = `
__signet_complete() {
  local -a found
  found=("\${(@f)$(__signet_run complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- "\${found[@]}"
}
if whence compdef >/dev/null; then compdef __signet_complete signet; fi
`
