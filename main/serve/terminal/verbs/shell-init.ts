import { InputError } from '../../../kernel/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { shells, shellText } from '../shell/shell-text.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet shell-init` */
export function shellInit(): Verb {
  return verb({
    name: 'shell-init',
    summary: 'Functions for your shell: use --here, completion, a prompt segment',
    usage: shells.join('|'),
    options: {},
    completes: shells,
    details: [
      'One line in the shell’s start file:\n' +
        '  ~/.bashrc    eval "$(signet shell-init bash)"\n' +
        '  ~/.zshrc     eval "$(signet shell-init zsh)"   after compinit\n' +
        '  config.fish  signet shell-init fish | source\n' +
        '  $PROFILE     signet shell-init powershell | Out-String | Invoke-Expression\n' +
        'For another POSIX shell (dash, ksh): eval "$(signet shell-init sh)", without completion.',
      'It makes a function "signet" that runs this program and lets "signet use NAME --here" set AWS_PROFILE and the region\n' +
        'in that terminal. The prompt stays as it is unless you put the function signet_prompt into it.',
    ],
    run(_values, words, { request, io }) {
      const shell = shells.find((candidate) => candidate === words[0])
      if (!shell || words.length > 1) {
        throw new InputError('request-malformed', `Usage: signet shell-init ${shells.join('|')}`, 'none')
      }
      io.out(shellText(shell, request.self))
      return exitCodes.ok
    },
  })
}
