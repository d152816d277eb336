/** The functions for fish. */
export function fishText(self: readonly string[]): string {
  return `# Signet's functions. In config.fish: signet shell-init fish | source
function __signet_run
  ${self.map(quoted).join(' ')} $argv
end

function signet
  if test (count $argv) -gt 0; and test $argv[1] = use; and contains -- --here $argv
    __signet_here $argv[2..-1]
  else
    __signet_run $argv
  end
end

function __signet_put
  if test -n "$argv[2]"
    set -gx $argv[1] $argv[2]
  else
    set -e $argv[1]
  end
end

function __signet_here
  if contains -- --off $argv
    if not set -q __signet_kept
      echo 'signet: this terminal has no profile from "signet use --here".' >&2
      return 1
    end
    __signet_put AWS_PROFILE "$__signet_own_profile"
    __signet_put AWS_DEFAULT_PROFILE "$__signet_own_default_profile"
    __signet_put AWS_REGION "$__signet_own_region"
    __signet_put AWS_DEFAULT_REGION "$__signet_own_default_region"
    set -e __signet_kept
    return
  end
  if contains -- --help $argv
    __signet_run use --help
    return
  end
  set -l answer (__signet_run use $argv --for-shell)
  or return
  set -l profile ''
  set -l region ''
  for line in $answer
    switch $line
      case 'profile=*'
        set profile (string replace -r '^profile=' '' -- $line)
      case 'region=*'
        set region (string replace -r '^region=' '' -- $line)
    end
  end
  test -n "$profile"; or return 1
  if not set -q __signet_kept
    set -g __signet_kept 1
    set -g __signet_own_profile "$AWS_PROFILE"
    set -g __signet_own_default_profile "$AWS_DEFAULT_PROFILE"
    set -g __signet_own_region "$AWS_REGION"
    set -g __signet_own_default_region "$AWS_DEFAULT_REGION"
  end
  set -gx AWS_PROFILE $profile
  # Python's tools take this one first.
  set -e AWS_DEFAULT_PROFILE
  if test -n "$region"
    set -gx AWS_REGION $region
    set -gx AWS_DEFAULT_REGION $region
  else
    __signet_put AWS_REGION "$__signet_own_region"
    __signet_put AWS_DEFAULT_REGION "$__signet_own_default_region"
  end
  if set -q AWS_ACCESS_KEY_ID
    echo 'Note: AWS_ACCESS_KEY_ID is set in this terminal, and most tools take it before any profile.' >&2
    echo 'Take it away: set -e AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN' >&2
  end
end

# For your fish_prompt, if you want it there: the profile of this terminal, and whether it is production.
function signet_prompt
  set -l answer (__signet_run prompt 2>/dev/null)
  and test -n "$answer"
  and printf '(%s) ' "$answer"
  return 0
end

function __signet_complete
  set -l words (commandline -opc) (commandline -ct)
  __signet_run complete -- $words[2..-1] 2>/dev/null
end
complete -c signet -f -a '(__signet_complete)'
`
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
