import type { AuthorityView, NetworkView } from '../../../../preload/contract/settings-views.ts'
import type { NetworkActions } from '../../../actions/upkeep/set-network.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { verbGroup } from '../verb-group.ts'

/** `signet settings`, `signet settings proxy`, `signet settings ca-file` */
export function settings(actions: NetworkActions): Verb {
  const own = verb({
    name: 'settings',
    summary: 'How the agent goes out: its proxy, and whose certificates it takes',
    options: { json: flag('as JSON') },
    details: [
      'These are set in a terminal only: a window shows them and cannot change them. Theme, language and the like are set in the window.',
    ],
    async run({ json }, words, { io, style }) {
      if (words.length > 0) throw usage('signet settings [proxy|ca-file]')
      const view = actions.readNetwork()
      io.out(json ? `${printableJson(view)}\n` : networkText(view, style))
      return exitCodes.ok
    },
  })
  return verbGroup(own, [proxyVerb(actions), caFileVerb(actions)])
}

function proxyVerb({ setProxy }: NetworkActions): Verb {
  return verb({
    name: 'settings proxy',
    summary: 'Goes out through this proxy, in place of what the environment says',
    usage: '[URL]',
    options: {
      except: text('HOSTS', 'hosts that are asked without it, as in NO_PROXY: example.com,.internal'),
      reset: flag('as the environment of the agent has it'),
      json: flag('as JSON'),
    },
    details: ['  signet settings proxy http://gateway.example.com:3128', 'It counts from the next request.'],
    async run({ except, reset, json }, words, { io, style }) {
      const [url, ...more] = words
      const isReset = reset && url === undefined && except === undefined
      if (more.length > 0 || (url === undefined) === !isReset || (reset && !isReset)) {
        throw usage('signet settings proxy URL [--except HOSTS] | --reset')
      }
      const view = await setProxy(url === undefined ? undefined : { url, ...(except ? { except } : {}) })
      io.out(json ? `${printableJson(view)}\n` : networkText(view, style))
      return exitCodes.ok
    },
  })
}

function caFileVerb({ trustAuthorities, trustSystemOnly }: NetworkActions): Verb {
  return verb({
    name: 'settings ca-file',
    summary: 'Takes certificates of these authorities too, as a network that inspects TLS needs it',
    usage: '[FILE]',
    options: {
      reset: flag('those of the system only'),
      yes: flag('without a question'),
      json: flag('as JSON'),
    },
    details: [
      'FILE is PEM. What is in it is copied when you say yes: a change of the file counts for nothing until you add it again.',
      "The system's own store is the better place where you may write to it: it counts for every program.",
    ],
    async run({ reset, yes, json }, words, { io, style, prompts, request }) {
      const [file, ...more] = words
      if (more.length > 0 || (file === undefined) !== reset)
        throw usage('signet settings ca-file FILE | --reset')
      const view =
        file === undefined
          ? await trustSystemOnly()
          : await trustAuthorities(absolute(file, request.cwd), yes, prompts, (found) => {
              if (!json) io.out(`${found.map((each) => authorityText(each, style)).join('')}`)
            })
      if (view === undefined) {
        io.err('Nothing was changed.\n')
        return exitCodes.cancelled
      }
      io.out(json ? `${printableJson(view)}\n` : networkText(view, style))
      return exitCodes.ok
    },
  })
}

function networkText({ proxy, authorities, isNetworkReadable, path }: NetworkView, style: Style): string {
  if (!isNetworkReadable) {
    return `${style.bad(`${printable(path)} cannot be read, or is not yours alone: nothing is sent.`)}\nSet it anew with: signet settings proxy --reset\n`
  }
  const urls = [...new Set([proxy.https, proxy.http])].filter((each) => each !== null)
  const from = { terminal: 'set here', environment: "from the agent's environment", nowhere: '' }[proxy.from]
  const lines = [
    urls.length === 0
      ? 'Proxy         none'
      : `Proxy         ${urls.map(printable).join(', ')} ${style.dim(`(${from})`)}`,
    ...(urls.length > 0 && proxy.exceptions !== null ? [`Not through   ${printable(proxy.exceptions)}`] : []),
    authorities.length === 0
      ? 'Certificates  those of the system'
      : 'Certificates  those of the system, and of:',
  ]
  return `${lines.join('\n')}\n${authorities.map((each) => authorityText(each, style)).join('')}`
}

function authorityText({ subject, issuer, fingerprint, endsAt, from }: AuthorityView, style: Style): string {
  const until = new Date(endsAt).toISOString().slice(0, 10)
  const by = issuer === subject ? 'issued by itself' : `issued by ${printable(issuer)}`
  return `  ${style.warn(printable(subject))}, ${by}, until ${until}\n    SHA-256 ${fingerprint}\n    from ${printable(from)}\n`
}

function absolute(path: string, cwd: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : `${cwd}/${path}`
}

function usage(line: string): InputError {
  return new InputError('request-malformed', `Usage: ${line}`, 'none')
}
