import { describe, expect, it } from 'vitest'
import { backupsKept, listBackups, saveBackup } from '../../../../main/config/backups.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'

const folder = '/state/backups'
/** With a sign that also counts copies of one moment. */
const name = 'config~2-0123abcd'
const bytes = (text: string) => new TextEncoder().encode(text)

function scene() {
  const files = new MemoryFiles()
  const clock = new FakeClock()
  const save = (text: string, command?: string) =>
    saveBackup({ files, clock, folder }, name, bytes(text), command === undefined ? undefined : { command })
  return { files, clock, save }
}

describe('saveBackup', () => {
  it(`keeps the last ${backupsKept} with their notes, also of one moment`, async () => {
    const { files, save } = scene()
    for (let count = 1; count <= 25; count += 1) await save(`text ${count}`, `change ${count}`)
    const backups = await listBackups(files, folder, name)
    expect(backups.map(({ note }) => note?.command)).toEqual(
      Array.from({ length: backupsKept }, (_, index) => `change ${25 - index}`),
    )
    expect(files.names(folder)).toHaveLength(2 * backupsKept)
    expect([...files.contents.values()].every(({ mode }) => mode === 0o600)).toBe(true)
  })

  it('leaves other files of the folder alone', async () => {
    const { files, save } = scene()
    files.put(`${folder}/${name}.default.json`, bytes('{}'))
    files.put(`${folder}/other-0123abcd.2026-01-02T03-04-05-000Z`, bytes('x'))
    for (let count = 0; count < 25; count += 1) await save('text')
    expect(files.names(folder)).toHaveLength(backupsKept + 2)
  })
})

describe('listBackups', () => {
  it('tells when, how large and before what, the newest first', async () => {
    const { files, clock, save } = scene()
    await save('one')
    clock.advance(61_000)
    await save('three', 'use a')
    expect(await listBackups(files, folder, name)).toMatchObject([
      { at: Date.parse('2026-01-02T03:05:06Z'), sizeInBytes: 5, note: { command: 'use a' } },
      { at: Date.parse('2026-01-02T03:04:05Z'), sizeInBytes: 3, note: undefined },
    ])
  })

  it('takes a damaged note for none', async () => {
    const { files, save } = scene()
    const path = await save('one', 'use a')
    files.put(`${path}.json`, bytes('{"version":1,"command":7}'))
    expect(await listBackups(files, folder, name)).toMatchObject([{ path, note: undefined }])
  })
})
