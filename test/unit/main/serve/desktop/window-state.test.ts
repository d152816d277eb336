import { describe, expect, it } from 'vitest'
import { type ReadState, WindowStateMirror } from '../../../../../main/serve/desktop/window-state.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

describe('WindowStateMirror', () => {
  it('does not go through a slice again while it is the same object', async () => {
    let written = 0
    const profiles = Object.assign([], {
      toJSON() {
        written += 1
        return []
      },
    })
    let startedAt = 0
    const read = async () => {
      startedAt += 1
      return { profiles, agent: { pid: 1, version: '1', startedAt, socket: '/s' } }
    }
    const told: unknown[] = []
    const mirror = new WindowStateMirror({
      read: read as unknown as ReadState,
      clock: new FakeClock(),
      onUpdate: ({ changed }) => told.push(Object.keys(changed)),
    })
    for (let look = 0; look < 3; look += 1) await mirror.refresh({ withFiles: false })
    expect({ written, told }).toEqual({ written: 1, told: [['profiles', 'agent'], ['agent'], ['agent']] })
  })
})
