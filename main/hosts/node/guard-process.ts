/**
 * Closes the doors that Node leaves open in every process.
 *
 * @module
 */
import { url as inspectorUrl } from 'node:inspector'
import process from 'node:process'
import { RefusalError } from '../../kernel/errors.ts'

/**
 * Relays start the agent without them. T19: an option may preload a module, which reads every secret. T23: debugging has
 * Node write down what it sends, credentials in addresses included.
 */
const refusedVariables = ['NODE_OPTIONS', 'NODE_DEBUG', 'NODE_DEBUG_NATIVE'] as const

/**
 * The first thing that an agent does.
 *
 * @throws RefusalError `access-denied` when a debugger, a preloaded module or Node's own debugging is let in.
 */
export function guardProcess(): void {
  // SECURITY: T19. Unheard, this signal opens the inspector on a port that every program of the machine can reach.
  process.on('SIGUSR1', () => undefined)
  const hostile = refusedVariables.find((name) => process.env[name])
  if (hostile !== undefined) {
    throw new RefusalError(
      'access-denied',
      `The agent does not run with ${hostile}. Unset it and start the agent again.`,
    )
  }
  if (inspectorUrl() !== undefined || process.execArgv.some((word) => word.startsWith('--inspect'))) {
    throw new RefusalError(
      'access-denied',
      'The agent does not run under a debugger. Start it without --inspect.',
    )
  }
  // SECURITY: a file that forgets to ask for a mode is still closed to others.
  process.umask(0o077)
}
