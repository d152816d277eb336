import { describe, expect, it } from 'vitest'
import { takeOverHandlers } from '../../../../../main/serve/desktop/take-over-handlers.ts'
import { TaskBoard } from '../../../../../main/serve/desktop/task-board.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

describe('takeOverHandlers', () => {
  it('moves no key, and puts none back, without the typed word', async () => {
    let moved = 0
    const board = new TaskBoard({
      uuid: () => 't',
      now: () => 0,
      log: new MemoryLog(),
      onChange: () => undefined,
    })
    const move = async () => {
      moved += 1
      return {
        outcome: 'nothing',
        preview: { found: [], diffs: [] },
        profiles: [],
        sealedBackups: 0,
      } as never
    }
    const handlers = takeOverHandlers({
      importSessions: move,
      moveKeys: move,
      restoreKeys: move,
      tasks: board,
      asking: () => ({ env: {}, cwd: '/', relay: [] }),
    })
    const context = { signal: AbortSignal.timeout(5_000) }
    for (const kind of ['move-keys', 'restore-keys'] as const) {
      for (const typed of [null, 'no', 'y']) {
        expect(() => handlers['config.takeOver']({ kind, typed }, context)).toThrow('Type "yes" to go on.')
      }
    }
    expect(moved).toBe(0)
    expect(handlers['config.takeOver']({ kind: 'move-keys', typed: ' Yes ' }, context)).toEqual({ task: 't' })
    await expect.poll(() => moved).toBe(1)
  })
})
