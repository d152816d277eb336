import type { StatusView } from '../../../../preload/contract/views.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { span } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

export interface AgentControl {
  readonly agent: StatusView['agent']
  /** Ends the agent once the answer under way is out. */
  readonly stop: () => void
}

/** `signet agent`. `run`, and `stop` and `status` without an agent, are the relay's own. */
export function agent({ agent, stop }: AgentControl): Verb {
  return verb({
    name: 'agent',
    summary: 'The background process: start, stop, status, run',
    usage: 'start|stop|status|run',
    options: { json: flag('as JSON, for status') },
    details: [
      'Every command starts the agent when it is not there. "run" keeps it in the foreground, for a service manager.\n' +
        'Stopping it signs nobody out: sessions are in the vault.',
    ],
    run({ json }, words, { io, now }) {
      const up = `The agent is running: pid ${agent.pid}, version ${agent.version}, up ${span(now() - agent.startedAt)}.\n`
      switch (words.join(' ')) {
        case 'start':
        case '':
          io.out(up)
          return exitCodes.ok
        case 'status':
          io.out(json ? `${printableJson({ running: true, ...agent })}\n` : `${up}Socket: ${agent.socket}\n`)
          return exitCodes.ok
        case 'stop':
          io.out('The agent stops.\n')
          stop()
          return exitCodes.ok
        case 'run':
          io.err(`signet: an agent runs already (pid ${agent.pid}). Stop it first: signet agent stop\n`)
          return exitCodes.failed
        default:
          throw new InputError('request-malformed', 'Usage: signet agent start|stop|status|run', 'none')
      }
    },
  })
}
