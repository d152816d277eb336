import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createFiles,
  mostBytes,
  nodeOperations,
  sweepTemporary,
} from '../../../../../main/hosts/node/files.ts'
import type { FileOperations } from '../../../../../main/hosts/node/replace-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-files-'))
  path = join(folder, 'file')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The system's operations with some replaced, and the names of all that were called. */
function operations(others: Partial<FileOperations> = {}): { calls: string[]; operations: FileOperations } {
  const calls: string[] = []
  const noted = Object.fromEntries(
    Object.entries({ ...nodeOperations, ...others }).map(([name, work]) => [
      name,
      (...args: never[]) => {
        calls.push(name)
        return (work as (...args: never[]) => unknown)(...args)
      },
    ]),
  )
  return { calls, operations: noted as unknown as FileOperations }
}

const failWith = (code: string) => async () => {
  throw Object.assign(new Error(code), { code })
}

describe('replace', () => {
  const files = createFiles()

  it('makes a file with its mode, whatever the umask, and leaves nothing else', async () => {
    const before = process.umask(0o077)
    try {
      await files.replace(path, bytes('one'), { mode: 0o644 })
    } finally {
      process.umask(before)
    }
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([
      'one',
      0o644,
      ['file'],
    ])
  })

  it('keeps the content before under its name, again and again (M13)', async () => {
    const previousPath = join(folder, 'file.previous')
    for (const text of ['one', 'two', 'three', 'four']) {
      await files.replace(path, bytes(text), { mode: 0o600, previousPath })
    }
    expect([readFileSync(path, 'utf8'), readFileSync(previousPath, 'utf8'), readdirSync(folder)]).toEqual([
      'four',
      'three',
      ['file', 'file.previous'],
    ])
  })

  it('leaves no name behind where both names are one file after a crash between the two renames (M13, R1)', async () => {
    const previousPath = join(folder, 'file.previous')
    await files.replace(path, bytes('one'), { mode: 0o600 })
    await nodeOperations.link(path, previousPath)
    await files.replace(path, bytes('two'), { mode: 0o600, previousPath })
    expect([readFileSync(path, 'utf8'), readFileSync(previousPath, 'utf8'), readdirSync(folder)]).toEqual([
      'two',
      'one',
      ['file', 'file.previous'],
    ])
  })

  it('keeps a copy where the file system has no hard links', async () => {
    const previousPath = join(folder, 'file.previous')
    const withoutLinks = createFiles(operations({ link: failWith('EPERM') }).operations)
    await withoutLinks.replace(path, bytes('one'), { mode: 0o600, previousPath })
    await withoutLinks.replace(path, bytes('two'), { mode: 0o600, previousPath })
    expect([readFileSync(path, 'utf8'), readFileSync(previousPath, 'utf8'), readdirSync(folder)]).toEqual([
      'two',
      'one',
      ['file', 'file.previous'],
    ])
  })

  it('writes all the bytes where the system takes some at a time', async () => {
    const slow = operations({
      create: async (name) => {
        const file = await nodeOperations.create(name)
        return { ...file, write: (some, position) => file.write(some.subarray(0, 7), position) }
      },
    })
    const long = 'a text of more than a few bytes, é'.repeat(20)
    await createFiles(slow.operations).replace(path, bytes(long), { mode: 0o600 })
    expect(readFileSync(path, 'utf8')).toBe(long)
  })

  it('follows links to the file they mean, also one that is not there yet, and keeps the links (T25)', async () => {
    mkdirSync(join(folder, 'target'))
    symlinkSync('second', path)
    symlinkSync('target/real', join(folder, 'second'))
    await files.replace(path, bytes('one'), { mode: 0o600 })
    await files.replace(path, bytes('two'), { mode: 0o600 })
    expect([
      readFileSync(join(folder, 'target/real'), 'utf8'),
      readlinkSync(path),
      readdirSync(join(folder, 'target')),
      readdirSync(folder),
    ]).toEqual(['two', 'second', ['real'], ['file', 'second', 'target']])
  })

  it('never replaces what is not a file: a folder, a named pipe, a circle of links', async () => {
    mkdirSync(path)
    spawnSync('/usr/bin/mkfifo', [join(folder, 'pipe')])
    symlinkSync('circle', join(folder, 'circle'))
    for (const name of ['file', 'pipe', 'circle']) {
      await expect(files.replace(join(folder, name), bytes('x'), { mode: 0o600 })).rejects.toMatchObject({
        fault: 'not-a-file',
      })
    }
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true)
    expect(readdirSync(folder)).toEqual(['circle', 'file', 'pipe'])
  })

  it.each([
    ['create', 'ENOSPC', 'no-space'],
    ['create', 'EDQUOT', 'no-space'],
    ['create', 'EROFS', 'read-only'],
    ['create', 'EACCES', 'not-allowed'],
    ['rename', 'EPERM', 'not-allowed'],
    ['rename', 'EISDIR', 'not-a-file'],
    ['rename', 'EIO', 'io'],
    ['rename', 'EWHATEVER', 'io'],
  ] as const)(
    'leaves the old content and nothing else when %s fails with %s (R3, R4, R5)',
    async (name, code, fault) => {
      await files.replace(path, bytes('old'), { mode: 0o600 })
      const failing = createFiles(operations({ [name]: failWith(code) }).operations)
      await expect(failing.replace(path, bytes('new'), { mode: 0o600 })).rejects.toMatchObject({
        fault,
        path,
      })
      expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['file']])
    },
  )

  it.each(['write', 'sync', 'close', 'setMode'] as const)(
    'leaves the old content and nothing else when %s fails, and does not try it again (R3)',
    async (name) => {
      await files.replace(path, bytes('old'), { mode: 0o644 })
      const calls: string[] = []
      const failing = operations({
        create: async (created) => {
          const file = await nodeOperations.create(created)
          return {
            ...file,
            [name]: async () => {
              calls.push(name)
              if (name === 'close') await file.close()
              throw Object.assign(new Error('EIO'), { code: 'EIO' })
            },
          }
        },
      })
      const replaced = createFiles(failing.operations).replace(path, bytes('new'), { mode: 0o644 })
      await expect(replaced).rejects.toMatchObject({ fault: 'io' })
      expect([readFileSync(path, 'utf8'), readdirSync(folder), calls]).toEqual(['old', ['file'], [name]])
    },
  )

  it('syncs the file before it is renamed, and the folder after (R2)', async () => {
    const order: string[] = []
    const noted = operations({
      create: async (name) => {
        const file = await nodeOperations.create(name)
        return {
          ...file,
          sync: async () => {
            order.push('sync')
            await file.sync()
          },
        }
      },
      rename: async (from, to) => {
        order.push('rename')
        await nodeOperations.rename(from, to)
      },
      syncFolder: async (name) => {
        order.push('syncFolder')
        await nodeOperations.syncFolder(name)
      },
    })
    await createFiles(noted.operations).replace(path, bytes('x'), { mode: 0o600 })
    expect(order).toEqual(['sync', 'rename', 'syncFolder'])
  })

  it('does not write through a name that somebody has put there (T5)', async () => {
    const trap = join(folder, 'trap')
    const guessed = operations({ temporaryPath: () => trap })
    const replaced = () => createFiles(guessed.operations).replace(path, bytes('x'), { mode: 0o600 })
    symlinkSync(join(folder, 'elsewhere'), trap)
    await expect(replaced()).rejects.toMatchObject({ fault: 'not-a-file' })
    expect(readdirSync(folder)).not.toContain('elsewhere')
    writeFileSync(trap, 'somebody’s')
    await nodeOperations.link(trap, join(folder, 'kept'))
    await expect(replaced()).rejects.toMatchObject({ fault: 'not-a-file' })
    expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('somebody’s')
  })

  it('is never seen half written by who reads meanwhile', async () => {
    const texts = ['a'.repeat(300_000), 'b'.repeat(200_000)]
    await files.replace(path, bytes('a'.repeat(300_000)), { mode: 0o600 })
    let done = false
    const seen = new Set<string>()
    const reading = (async () => {
      while (!done) {
        const found = await files.read(path)
        const text = new TextDecoder().decode(found?.bytes)
        seen.add(texts.includes(text) ? 'whole' : `part of ${text.length}`)
      }
    })()
    for (let turn = 0; turn < 40; turn += 1) {
      await files.replace(path, bytes(texts[turn % 2] ?? ''), {
        mode: 0o600,
        previousPath: `${path}.previous`,
      })
    }
    done = true
    await reading
    expect([...seen]).toEqual(['whole'])
  })
})

describe('read', () => {
  const files = createFiles()

  it('has the bytes and the mode, through links; undefined where there is nothing', async () => {
    writeFileSync(path, 'text')
    chmodSync(path, 0o640)
    symlinkSync('file', join(folder, 'link'))
    expect([
      await files.read(join(folder, 'link')),
      await files.read(join(folder, 'nothing')),
      await files.read(join(folder, 'no folder/file')),
    ]).toEqual([{ bytes: bytes('text'), mode: 0o640 }, undefined, undefined])
  })

  it('does not wait at a named pipe, nor read a folder or a file without end', async () => {
    spawnSync('/usr/bin/mkfifo', [path])
    await expect(files.read(path)).rejects.toMatchObject({ fault: 'not-a-file' })
    await expect(files.read(folder)).rejects.toMatchObject({ fault: 'not-a-file' })
    const large = join(folder, 'large')
    writeFileSync(large, '')
    truncateSync(large, mostBytes + 1)
    await expect(files.read(large)).rejects.toMatchObject({ fault: 'io', path: large })
    await expect(files.read('/dev/zero')).rejects.toMatchObject({ fault: 'not-a-file' })
  })
})

describe('list, makeFolder, rename, remove', () => {
  const files = createFiles()

  it('lists names in order, and nothing where there is no folder', async () => {
    for (const name of ['b', 'a', 'c']) writeFileSync(join(folder, name), '')
    expect([await files.list(folder), await files.list(join(folder, 'nothing'))]).toEqual([
      ['a', 'b', 'c'],
      [],
    ])
    await expect(files.list(join(folder, 'a'))).rejects.toMatchObject({ fault: 'not-a-file' })
  })

  it('makes what is missing of a folder closed to others, and makes each new name durable (R2)', async () => {
    const { calls, operations: noted } = operations()
    const made = createFiles(noted)
    await made.makeFolder(join(folder, 'one/two/three'))
    await made.makeFolder(join(folder, 'one/two/three'))
    expect([
      statSync(join(folder, 'one')).mode & 0o777,
      statSync(join(folder, 'one/two/three')).mode & 0o777,
    ]).toEqual([0o700, 0o700])
    expect(calls).toEqual(['syncFolder', 'syncFolder', 'syncFolder'])
  })

  it('renames and removes durably', async () => {
    const { calls, operations: noted } = operations()
    const durable = createFiles(noted)
    writeFileSync(path, 'x')
    await durable.rename(path, join(folder, 'other'))
    await durable.remove(join(folder, 'other'))
    await durable.remove(join(folder, 'other'))
    expect([readdirSync(folder), calls]).toEqual([
      [],
      ['rename', 'syncFolder', 'remove', 'syncFolder', 'remove', 'syncFolder'],
    ])
    await expect(durable.rename(path, path)).rejects.toMatchObject({ fault: 'io', path })
  })
})

describe('sweepTemporary', () => {
  it('removes what is ours, a plain file and older than an hour, and nothing else (R1)', async () => {
    const ours = (letter: string) => join(folder, `.signet-${letter.repeat(32)}.tmp`)
    const old = Date.now() / 1000 - 3700
    for (const name of [ours('a'), ours('b'), join(folder, '.signet-short.tmp'), join(folder, 'file')]) {
      writeFileSync(name, '')
      if (name !== ours('b')) utimesSync(name, old, old)
    }
    symlinkSync('file', ours('c'))
    mkdirSync(ours('d'))
    expect(await sweepTemporary(folder)).toBe(1)
    expect(readdirSync(folder).sort()).toEqual(
      ['.signet-short.tmp', ours('b'), ours('c'), ours('d'), 'file']
        .map((name) => name.replace(`${folder}/`, ''))
        .sort(),
    )
    expect(await sweepTemporary(join(folder, 'nothing'))).toBe(0)
  })
})
