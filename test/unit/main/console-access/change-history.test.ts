import { describe, expect, it } from 'vitest'
import { changeHistory, newChangeId } from '../../../../main/console-access/change-history.ts'
import type { ChangeRecord } from '../../../../main/console-access/change-record.ts'
import { accountId, office } from '../../../fakes/console-access-scene.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const folder = '/state/console-access'

function record(id: string, account = accountId): ChangeRecord {
  return {
    ...{ version: 1, id, profile: 'dev', accountId: account, targetId: account, plannedAt: 1 },
    steps: [
      { do: 'add-statement', input: office, clientToken: 't', state: 'done', statementId: 'S' },
      { do: 'wait', state: 'planned' },
      {
        ...{ do: 'remove-statement', statementId: 'R', clientToken: 'u', state: 'sent', at: 2 },
        condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } },
      },
      { do: 'authorization-on', targetId: account, state: 'failed', fault: 'conflict' },
    ],
  }
}

const first = '20260102T030405-000000'
const second = '20260102T030406-000000'

describe('changeHistory', () => {
  it('gives back what was kept, newest first, of one account or of all', async () => {
    const files = new MemoryFiles()
    const history = changeHistory({ files, folder })
    const other = record('20260102T030407-000000', '444455556666')
    for (const each of [record(first), record(second), other]) await history.keep(each)
    expect(await history.list(accountId)).toEqual([record(second), record(first)])
    expect((await history.list()).map(({ id }) => id)).toEqual([other.id, second, first])
  })

  it('knows the order of two changes in one second', async () => {
    const history = changeHistory({ files: new MemoryFiles(), folder })
    await history.keep({ ...record('20260102T030405-ffffff'), plannedAt: 1_000 })
    await history.keep({ ...record('20260102T030405-000000'), plannedAt: 1_001 })
    expect((await history.list()).map(({ plannedAt }) => plannedAt)).toEqual([1_001, 1_000])
  })

  it('passes over files that are not what was written', async () => {
    const files = new MemoryFiles()
    const history = changeHistory({ files, folder })
    await history.keep(record(first))
    const put = (name: string, text: string) => files.put(`${folder}/${name}`, new TextEncoder().encode(text))
    put('20260102T030409-000000.json', '{')
    put('20260102T030410-000000.json', '{"version":2}')
    put('20260102T030411-000000.json', JSON.stringify(record(first)))
    put('notes.txt', 'mine')
    files.put(`${folder}/20260102T030412-000000.json`, new Uint8Array([0xff]))
    expect(await history.list()).toEqual([record(first)])
  })

  it('is readable by its owner only', async () => {
    const files = new MemoryFiles()
    await changeHistory({ files, folder }).keep(record(first))
    expect(files.contents.get(`${folder}/${first}.json`)?.mode).toBe(0o600)
  })

  it.each([
    ['no-space', 'the disk is full'],
    ['not-allowed', 'this user may not'],
  ] as const)('says why it cannot be written: %s', async (fault, why) => {
    const files = new MemoryFiles()
    files.fail = { replace: fault }
    await expect(changeHistory({ files, folder }).keep(record(first))).rejects.toThrow(why)
  })
})

describe('newChangeId', () => {
  it('names a file, and sorts by time', () => {
    const random = new SeededRandom(1)
    const ids = [0, 1_000, 1_700_000_000_000].map((now) => newChangeId(now, random))
    expect(ids).toEqual([...ids].sort())
    expect(ids.every((id) => /^\d{8}T\d{6}-[0-9a-f]{6}$/.test(id))).toBe(true)
  })
})
