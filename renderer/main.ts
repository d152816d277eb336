/**
 * The window's entry. The agent is asked for its state first of all: it takes as long to answer as what shows the answer
 * takes to begin.
 *
 * @module
 */
import { connectBridge } from './bridge.ts'
import type { AgentLink } from './link/agent-link.ts'
import { openFirstPlace } from './mirror/first-place.ts'
import { beginAt, keepAddress } from './mirror/keep-address.ts'
import { createMirror } from './mirror/mirror.ts'
import { createView } from './mirror/view.ts'

/** An agent that does not even answer its greeting by then is waited for in sight of the person. */
const longestWaitInMilliseconds = 100

const link = connectBridge()
const mirror = createMirror(link)
const view = createView(beginAt(window))
keepAddress(view, window)
openFirstPlace(mirror, view)
// Not awaited here: what is imported later imports from this file, and would wait for its end.
void show()

async function show(): Promise<void> {
  await Promise.race([asked(link), new Promise((resolve) => setTimeout(resolve, longestWaitInMilliseconds))])
  const { renderWindow } = await import('./render-window.tsx')
  await renderWindow({ link, mirror, view })
}

/** Resolves when the mirror has asked for the state, or cannot. */
function asked(agent: AgentLink): Promise<void> {
  return new Promise((resolve) => {
    agent.onConnection((state) => {
      if (state !== 'connecting') resolve()
    })
  })
}
