/**
 * Closes the doors that Node leaves open in every process.
 *
 * @module
 */
import { url as inspectorUrl } from 'node:inspector'
import process from 'node:process'
import { RefusalError } from '../../kernel/errors.ts'

/**
 * The first thing that an agent does.
 *
 * @throws RefusalError `access-denied` when a debugger or a preloaded module is let in: it could read every secret.
 */
export function guardProcess(): void {
  // SECURITY: T19. Unheard, this signal opens the inspector on a port that every program of the machine can reach.
  process.on('SIGUSR1', () => undefined)
  // An option may also preload a module, which reads every secret. Relays start the agent without it.
  if (process.env.NODE_OPTIONS) {
    throw new RefusalError(
      'access-denied',
      'The agent does not run with NODE_OPTIONS. Unset it and start the agent again.',
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
