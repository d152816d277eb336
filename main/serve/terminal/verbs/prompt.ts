import type { ReadPrompt } from '../../../actions/profiles/read-prompt.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet prompt`: one word or two for a shell's prompt; nothing where Signet has no say. */
export function prompt(act: ReadPrompt): Verb {
  return verb({
    name: 'prompt',
    summary: 'The profile of this terminal, for the function signet_prompt of "signet shell-init"',
    isHidden: true,
    options: {},
    async run(_values, words, { request, io }) {
      noWords(words, 'signet prompt')
      const shown = await act(request)
      if (shown) io.out(`${printable(shown.profile)}${shown.isProduction ? ' PRODUCTION' : ''}\n`)
      return exitCodes.ok
    },
  })
}
