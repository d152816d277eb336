import { app } from 'electron'
import { UnavailableError } from '../../kernel/errors.ts'
import { type AgentStart, type ServingAgent, startAgent } from '../node/agent-life.ts'
import { productVersion } from '../node/version.ts'
import { askToHandOver } from './hand-over.ts'
import { shellTexts } from './texts/shell-texts.ts'

const withinMilliseconds = 15_000

/**
 * Starts the app's agent; a headless one that serves is asked to hand over first.
 *
 * @throws {@link UnavailableError} `agent-busy` when it does not.
 */
export async function takeOver(start: AgentStart): Promise<ServingAgent> {
  const serving = await startAgent(start)
  if (serving) return serving
  if (await askToHandOver(start.home, productVersion())) {
    const after = await startAgent({ ...start, lockWithinMilliseconds: withinMilliseconds })
    if (after) return after
  }
  throw new UnavailableError('agent-busy', shellTexts('system', app.getLocale()).start.occupied)
}
