import type { OpenTab } from '../../../actions/window/open-tab.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { printableJson } from '../printable-json.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet ui` */
export function ui(openTab: OpenTab): Verb {
  return verb({
    name: 'ui',
    summary: 'The window, in a browser tab',
    options: {
      'no-browser': flag('print the address and open nothing'),
      json: flag('as JSON'),
    },
    details: [
      'Serves the window on 127.0.0.1 only, at an address that works once, within ten minutes. It ends by itself when no tab\n' +
        'was open for ten minutes. From another machine, forward the port of the address over SSH:\n' +
        'ssh -L PORT:127.0.0.1:PORT HOST',
    ],
    async run(values, words, { request, io }) {
      noWords(words, 'signet ui [--no-browser] [--json]')
      const { env, cwd, self } = request
      const { url, opened } = await openTab({ env, cwd, relay: self, openBrowser: !values['no-browser'] })
      if (values.json) io.out(`${printableJson({ url: url.href, opened })}\n`)
      else if (opened) io.out('The window opens in your browser.\n')
      else
        io.out(
          `Open this address in a browser on this machine. It works once, within ten minutes:\n\n  ${url.href}\n`,
        )
      return exitCodes.ok
    },
  })
}
