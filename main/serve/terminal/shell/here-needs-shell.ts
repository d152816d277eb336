import { shellWord } from '../../../kernel/shell-word.ts'
import { printable } from '../style.ts'

/** Why `--here` alone can do nothing, and what to add where. */
export function hereNeedsShell(profile: string | undefined): string {
  const name = profile === undefined ? 'NAME' : printable(profile)
  return [
    'signet: a program cannot change the environment of the shell that started it, so nothing was changed.\n',
    'Add one line to your shell’s start file, and open a new terminal:\n',
    '  ~/.bashrc    eval "$(signet shell-init bash)"\n',
    '  ~/.zshrc     eval "$(signet shell-init zsh)"\n',
    '  config.fish  signet shell-init fish | source\n',
    '  $PROFILE     signet shell-init powershell | Out-String | Invoke-Expression\n',
    `Then: signet use ${name} --here\n`,
    ...(profile === undefined
      ? []
      : [`Without it, in this terminal: export AWS_PROFILE=${shellWord(name)}\n`]),
  ].join('')
}
