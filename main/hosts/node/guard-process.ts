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
 * @throws RefusalError `access-denied` when a debugger is let in: it could read every secret of this process.
 */
export function guardProcess(): void {
  // SECURITY: T19. Unheard, this signal opens the inspector on a port that every program of the machine can reach.
  process.on('SIGUSR1', () => undefined)
  if (inspectorUrl() !== undefined) {
    throw new RefusalError(
      'access-denied',
      'The agent does not run under a debugger. Start it without --inspect.',
    )
  }
  // SECURITY: a file that forgets to ask for a mode is still closed to others.
  process.umask(0o077)
}
