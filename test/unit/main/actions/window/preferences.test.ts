import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preferences } from '../../../../../main/actions/window/preferences.ts'
import {
  noPreferences,
  type PreferencesContents,
} from '../../../../../main/actions/window/preferences-file.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

const path = '/state/preferences.json'

function scene(text?: string) {
  const files = new MemoryFiles()
  if (text !== undefined) files.put(path, new TextEncoder().encode(text))
  const log = new MemoryLog()
  const start = () => preferences({ files, clock: new FakeClock(), log, path })
  const onDisk = () => JSON.parse(new TextDecoder().decode(files.bytes(path))) as PreferencesContents
  return { files, log, start, onDisk, own: start() }
}

const pinned = (name: string) => (contents: PreferencesContents) => ({
  ...contents,
  profiles: { ...contents.profiles, [name]: { isPinned: true } },
})

describe('preferences', () => {
  it('begin with nothing, and are there again after a restart, for their owner only', async () => {
    const { own, start, files } = scene()
    expect(await own.read()).toEqual(noPreferences)
    expect(files.changes).toEqual([])
    await own.update(pinned('a'))
    expect((await start().read()).profiles).toEqual({ a: { isPinned: true } })
    expect(files.contents.get(path)?.mode).toBe(0o600)
  })

  it('take changes one after another and lose none', async () => {
    const { own, onDisk } = scene()
    await Promise.all(Array.from({ length: 50 }, (_, index) => own.update(pinned(`p${index}`))))
    expect(Object.keys(onDisk().profiles)).toHaveLength(50)
  })

  it('tell whoever looks on, until they look away, and write nothing for no change', async () => {
    const { own, files } = scene()
    const seen: PreferencesContents[] = []
    const leave = own.subscribe((contents) => seen.push(contents))
    await own.update(pinned('a'))
    await own.update((contents) => contents)
    leave()
    await own.update(pinned('b'))
    expect([seen.length, files.changes.length]).toEqual([1, 2])
  })

  it.each([
    ['a later version', '{"version":2,"profiles":{}}'],
    ['more than is known here', '{"version":1,"profiles":{},"portals":{},"window":{"theme":"dark"}}'],
  ])('leave a file with %s as it is, and say so', async (_what, text) => {
    const { own, files } = scene(text)
    await expect(own.read()).rejects.toMatchObject({ code: 'preferences-newer' })
    await expect(own.update(pinned('a'))).rejects.toMatchObject({ code: 'preferences-newer' })
    expect([files.changes, new TextDecoder().decode(files.bytes(path))]).toEqual([[], text])
  })

  it.each([
    ['no JSON', '{"version":1,'],
    ['not UTF-8', '\u0000'],
    ['other types', '{"version":1,"profiles":[],"portals":{}}'],
    ['an empty file', ''],
  ])('set a damaged file aside (%s) and say where it is', async (_what, text) => {
    const { own, files, log } = scene(text)
    expect(await own.read()).toEqual(noPreferences)
    expect(files.names('/state')).toEqual(['preferences.json.damaged-2026-01-02T03-04-05-000Z'])
    expect(own.notices()).toEqual([expect.stringContaining('/state/preferences.json.damaged-2026')])
    expect(log.lines.map(({ event }) => event)).toEqual(['preferences.set-aside'])
    await own.update(pinned('a'))
    expect(own.notices()).toHaveLength(1)
  })

  it('stay as they were when the disk does not take a change', async () => {
    const { own, files } = scene()
    await own.update(pinned('a'))
    files.fail = { replace: 'no-space' }
    await expect(own.update(pinned('b'))).rejects.toMatchObject({ code: 'preferences-unwritable' })
    expect(Object.keys((await own.read()).profiles)).toEqual(['a'])
    files.fail = {}
    await own.update(pinned('c'))
    expect(Object.keys((await own.read()).profiles)).toEqual(['a', 'c'])
  })

  it('read any bytes as something, and never throw what nobody knows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        const { own } = scene(text)
        const read = await own.read().catch((thrown: { code?: string }) => thrown.code)
        expect(read === 'preferences-newer' || typeof read === 'object').toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
