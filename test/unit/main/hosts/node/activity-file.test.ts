import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeActivityFile } from '../../../../../main/hosts/node/activity-file.ts'
import type { ActivityFile } from '../../../../../main/kernel/ports/activity-file.ts'

describe('nodeActivityFile', () => {
  let folder: string
  let opened: ActivityFile[] = []
  const make = (): ActivityFile => {
    const file = nodeActivityFile(folder)
    opened.push(file)
    return file
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-activity-'))
  })
  afterEach(async () => {
    for (const file of opened) await file.close()
    opened = []
    rmSync(folder, { recursive: true })
  })
  const path = (name: string) => join(folder, name)
  const linesOf = async (name: string) => {
    const found: unknown[] = []
    for await (const portion of make().lines(name)) found.push(portion)
    return found
  }

  it('makes a file of mode 0600 and only adds to it', async () => {
    const file = make()
    expect(await file.open()).toEqual({ sizeInBytes: 0, tail: '' })
    await file.append('one\n')
    await file.append('two\n')
    await file.sync()
    expect(readFileSync(path('activity.log'), 'utf8')).toBe('one\ntwo\n')
    expect(statSync(path('activity.log')).mode & 0o777).toBe(0o600)
    expect(await make().open()).toEqual({ sizeInBytes: 8, tail: 'one\ntwo\n' })
  })

  it('takes back from others what they were let read', async () => {
    writeFileSync(path('activity.log'), 'one\n', { mode: 0o644 })
    await make().open()
    expect(statSync(path('activity.log')).mode & 0o777).toBe(0o600)
  })

  it('does not write through a link', async () => {
    symlinkSync('/dev/null', path('activity.log'))
    await expect(make().open()).rejects.toMatchObject({ fault: 'not-a-file' })
  })

  it('keeps five files', async () => {
    const file = make()
    for (let count = 1; count <= 7; count += 1) {
      await file.append(`${count}\n`)
      await file.rotate()
    }
    await file.append('8\n')
    expect(await file.names()).toEqual(
      [4, 3, 2, 1].map((place) => `activity.log.${place}`).concat('activity.log'),
    )
    expect(readdirSync(folder).length).toBe(5)
    expect(readFileSync(path('activity.log.4'), 'utf8')).toBe('4\n')
    expect(readFileSync(path('activity.log'), 'utf8')).toBe('8\n')
  })

  it('loses no file when it goes on after a kill in the middle of its renames (R1)', async () => {
    for (const place of [1, 2, 3, 4]) {
      const file = make()
      await file.append('log\n')
      for (const other of [1, 2, 3, 4]) {
        if (other !== place) writeFileSync(path(`activity.log.${other}`), `${other}\n`)
      }
      await file.rotate()
      await file.append('new\n')
      const texts = (await file.names()).map((name) => readFileSync(path(name), 'utf8').trim())
      expect(texts).toEqual([...[4, 3, 2, 1].filter((other) => other !== place).map(String), 'log', 'new'])
      for (const name of readdirSync(folder)) rmSync(path(name))
    }
  })

  it('keeps where the log ends', async () => {
    const file = make()
    expect(await file.readHead()).toBeUndefined()
    await file.writeHead('{}\n')
    expect(await file.readHead()).toBe('{}\n')
    expect(statSync(path('activity.head')).mode & 0o777).toBe(0o600)
  })

  it('reads lines in portions, what is torn apart from them, and each byte as one character', async () => {
    const long = Array.from({ length: 30_000 }, (_, index) => `line ${index}`)
    writeFileSync(path('activity.log'), `${long.join('\n')}\n`)
    appendFileSync(path('activity.log'), Buffer.from([0xff, 0xc3]))
    const portions = (await linesOf('activity.log')) as { lines: string[]; torn: string }[]
    expect(portions.length).toBeGreaterThan(1)
    expect(portions.flatMap(({ lines }) => lines)).toEqual(long)
    expect(portions.at(-1)).toEqual({ lines: [], torn: '\u00ff\u00c3' })
  })

  it('gives the end of a large file from a line’s beginning on', async () => {
    const long = Array.from({ length: 30_000 }, (_, index) => `line ${index}\n`)
    writeFileSync(path('activity.log'), long.join(''))
    const { tail } = await make().open()
    expect(tail.startsWith('line ')).toBe(true)
    expect(tail.length).toBeLessThanOrEqual(64 * 1024)
    expect(long.join('').endsWith(tail)).toBe(true)
  })

  it('digests bytes, not characters', () => {
    const { digest } = make()
    expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(digest('\u00ff')).toBe('a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89')
  })
})
